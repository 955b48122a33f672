import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { startRongcloudEmulator, type RongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import { startTencentEmulator, type TencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { APPLICATIONS, CREDENTIALS, type Job } from './job.ts';

/** A task in the vendors' own records. */
export interface TaskEntry {
  readonly taskId: string;
  readonly isLive: boolean;
  /** Identifies the intent: the recorder's key at the vendor, or the room. */
  readonly intent: string;
}

/** Vendors on this machine, and a store, that child processes work with and are killed at. */
export class CrashHarness {
  offsetMs = 0;

  private constructor(
    readonly tencent: TencentEmulator,
    readonly rongcloud: RongcloudEmulator,
    readonly databaseUrl: string,
    private readonly child: string,
    private readonly dispose: () => Promise<void>,
  ) {}

  /** `child` is the compiled program; without a `databaseUrl`, the store is a new SQLite file. */
  static async open(child: string, databaseUrl?: string): Promise<CrashHarness> {
    const tencent = await startTencentEmulator({
      credentials: [{ secretId: CREDENTIALS.TENCENT_SECRET_ID, secretKey: new Secret(CREDENTIALS.TENCENT_SECRET_KEY) }],
      rtcKeys: new Map(APPLICATIONS.map((app) => [app, new Secret(`rtc-key-of-${app}`)])),
    });
    const rongcloud = await startRongcloudEmulator({
      apps: [{ appKey: CREDENTIALS.RONGCLOUD_APP_KEY, appSecret: new Secret(CREDENTIALS.RONGCLOUD_APP_SECRET) }],
      callsPerSecond: 10_000,
    });
    const folder = await mkdtemp(join(tmpdir(), 'tapedeck-crash-'));
    return new CrashHarness(tencent, rongcloud, databaseUrl ?? `sqlite:${join(folder, 'ledger.sqlite')}`, child, () =>
      rm(folder, { recursive: true, force: true }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.tencent.close(), this.rongcloud.close()]);
    await this.dispose();
  }

  /** Runs a job in a process. Returns the signal that ended the process; null after a regular end. */
  async run(todo: Job['todo'], how: { faultPoint?: string; killAfterMs?: number } = {}): Promise<string | null> {
    const job: Job = {
      databaseUrl: this.databaseUrl,
      tencentOrigin: this.tencent.origin,
      rongcloudOrigin: this.rongcloud.origin,
      offsetMs: this.offsetMs,
      todo,
      ...(how.faultPoint !== undefined && { faultPoint: how.faultPoint }),
    };
    const child = spawn(process.execPath, [this.child], {
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: dirname(this.child), CRASH_JOB: JSON.stringify(job) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const killer = how.killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), how.killAfterMs);
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    clearTimeout(killer);
    if (code !== null && code !== 0) throw new Error(`a process of the test failed with ${code}`);
    // The driven clock is where the vendors' is, also after a kill.
    this.offsetMs = this.tencent.clock.now() - Date.now();
    const behind = this.tencent.clock.now() - this.rongcloud.clock.now();
    if (behind > 0) this.rongcloud.clock.advance(behind);
    if (behind < 0) this.tencent.clock.advance(-behind);
    return signal;
  }

  /** Every recording of the ledger. */
  async rows(): Promise<Recording[]> {
    const ledger = await this.ledger();
    try {
      const rows: Recording[] = [];
      for (let after: string | undefined; ;) {
        const page = await ledger.page(
          {},
          { order: 'OLDEST_FIRST', take: { first: 100 }, ...(after !== undefined && { after: { id: after } }) },
        );
        rows.push(...page.rows);
        after = page.rows.at(-1)?.id;
        if (!page.hasNext || after === undefined) return rows;
      }
    } finally {
      await ledger.close();
    }
  }

  ledger(): Promise<Ledger> {
    return openLedger({ url: this.databaseUrl, now: () => Date.now() + this.offsetMs });
  }

  /** The vendors' own records. */
  async tasks(): Promise<TaskEntry[]> {
    const tasks = async (origin: string): Promise<readonly Record<string, unknown>[]> => {
      const answer = await fetch(`${origin}/__control/tasks`);
      return ((await answer.json()) as { tasks: readonly Record<string, unknown>[] }).tasks;
    };
    const tencent = await tasks(this.tencent.origin);
    const rongcloud = await tasks(this.rongcloud.origin);
    return [...tencent, ...rongcloud].map((task) => ({
      taskId: String(task['taskId'] ?? task['recordId']),
      isLive: task['endedAt'] === null,
      intent: String(task['key'] ?? task['extra'] ?? task['room']),
    }));
  }
}
