import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { readConfig, type Environment } from '../../../src/config.ts';
import { OutcomeUnknown } from '../../../src/errors.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { startRongcloudEmulator, type RongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { startTencentEmulator, type TencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import type { Finding, Recorder, StartPlan, TaskRef } from '../../../src/domain/recorder.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { createTransport } from '../../../src/wire/transport.ts';
import { Deadlines, DRIVEN_LIMITS } from '../../shared/deadlines.ts';
import { roomCommand } from '../../shared/room-command.ts';
import { hurriedTiming } from '../../shared/calls/driven-time.ts';
import { APP, APP_KEY, inputOf, recorderOf } from './recorded-starts.ts';

export const ID = 'rec_01kc6w3q8zabcdefghjkmnpq';
export const NOW = Date.UTC(2026, 0, 15, 12);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const KEYS = { secretId: 'AKIDrecorders', secretKey: 'secret-of-the-recorders' };
const RONG_KEYS = { appKey: 'recorders1', appSecret: 'secret-of-the-sessions' };

/** A recorder over real HTTP to its vendor's emulator, and the time of both. */
export interface Emulated {
  readonly recorder: Recorder;
  readonly clock: { now: number };
  /** Plans a start of the product. */
  readonly plan: (more?: object, recordingId?: string) => StartPlan;
  /** Starts a recording, and gives what the ledger would have of it. */
  readonly start: (more?: object, recordingId?: string) => Promise<TaskRef>;
  /** Sends a start of which no answer comes, and waits no longer once the vendor has it. */
  readonly sendUnanswered: (plan: StartPlan) => Promise<void>;
  /** Looks a start up; `owned` are the tasks of other recordings. */
  readonly find: (task: TaskRef, owned?: readonly string[]) => Promise<Finding>;
  /** Tells Tencent's emulator of a room. */
  readonly room: (command: string, body: object) => Promise<void>;
}

export interface EmulatedTencent extends Emulated {
  readonly emulator: TencentEmulator;
}

export interface EmulatedRongcloud extends Emulated {
  readonly emulator: RongcloudEmulator;
}

/** A recorder of Tencent, whose emulator checks the tickets of robots. */
export async function tencentRecorder(product: string, site: Site = 'intl'): Promise<EmulatedTencent> {
  const clock = { now: NOW };
  const emulator = await startTencentEmulator({
    credentials: [{ secretId: KEYS.secretId, secretKey: new Secret(KEYS.secretKey) }],
    rtcKeys: new Map([[APP, new Secret(APP_KEY)]]),
    site,
    now: () => clock.now,
  });
  onTestFinished(() => emulator.close());
  const settings = {
    TENCENT_ENDPOINT: emulator.origin,
    TENCENT_SECRET_ID: KEYS.secretId,
    TENCENT_SECRET_KEY: KEYS.secretKey,
    TENCENT_RTC_KEYS: `${APP}:${APP_KEY}`,
    TENCENT_SITE: site,
  };
  return { emulator, ...(await over(emulator, settings, product, clock)) };
}

/** The recorder of RongCloud. */
export async function rongcloudRecorder(): Promise<EmulatedRongcloud> {
  const clock = { now: NOW };
  const { appKey, appSecret } = RONG_KEYS;
  const emulator = await startRongcloudEmulator({
    apps: [{ appKey, appSecret: new Secret(appSecret) }],
    now: () => clock.now,
  });
  onTestFinished(() => emulator.close());
  const settings = {
    RONGCLOUD_ENDPOINT: emulator.origin,
    RONGCLOUD_APP_KEY: appKey,
    RONGCLOUD_APP_SECRET: appSecret,
  };
  return { emulator, ...(await over(emulator, settings, 'RONGCLOUD', clock)) };
}

async function over(
  { origin, calls }: TencentEmulator | RongcloudEmulator,
  settings: Environment,
  product: string,
  clock: { now: number },
): Promise<Emulated> {
  const deadlines = new Deadlines();
  const transport = createTransport(DRIVEN_LIMITS, deadlines.start);
  onTestFinished(() => transport.close());
  const providers = await createProviders(
    {
      transport,
      now: () => clock.now,
      emulate: false,
      inlineStorageCredentials: true,
      callsPerSecond: 0,
      timing: hurriedTiming(),
      log: pino({ level: 'silent' }),
    },
    readConfig(settings).vendorEnv,
  );
  const recorder = recorderOf(providers, product);
  const plan: Emulated['plan'] = (more = {}, recordingId = ID) => recorder.plan(inputOf(product, more), recordingId);
  return {
    recorder,
    clock,
    plan,
    async start(more, recordingId = ID) {
      const planned = plan(more, recordingId);
      const task = taskOf(planned, recordingId, clock.now);
      return { ...task, taskId: (await planned.send({})).taskId };
    },
    async sendUnanswered(planned) {
      const before = calls.length;
      const sending = expect(planned.send({})).rejects.toThrow(OutcomeUnknown);
      await expect.poll(() => calls.length).toBe(before + 1);
      deadlines.pass();
      await sending;
    },
    find: (task, owned = []) => recorder.findStart(task, (taskId) => Promise.resolve(owned.includes(taskId)), {}),
    async room(command, body) {
      const [path, members] = roomCommand(command, body);
      const response = await fetch(`${origin}/__control/${path}`, { method: 'POST', body: JSON.stringify(members) });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}

/** What the ledger has of a start that was sent and not answered. */
export function taskOf(plan: StartPlan, recordingId: string, sentAt: number): TaskRef {
  const { account, room, vendorKey, ref } = plan;
  return { recordingId, account, room, vendorKey, ref, taskId: null, sentAt };
}
