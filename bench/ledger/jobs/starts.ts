import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type { NewRecording } from '../../../src/ledger/contract/entities.ts';
import type * as RecordingIdModule from '../../../src/domain/recording-id.ts';
import type * as RecordingModule from '../../../src/domain/recording.ts';
import { built } from '../../contenders/build.ts';
import { answer } from '../child.ts';
import { openBuilt } from './open-built.ts';
import { spreadOf, timed, type Spread } from '../times.ts';

const { newRecordingId } = await built<typeof RecordingIdModule>('src/domain/recording-id.ts');
const { Evidence, RecordingState } = await built<typeof RecordingModule>('src/domain/recording.ts');

export interface StartsJob {
  readonly url: string;
}

export interface StartsAnswer extends Spread {
  readonly perSecond: number;
  readonly starts: number;
  /** SQLite only; 0 for other stores. */
  readonly commitsPerStart: number;
}

/** Number of concurrent starts. */
const AT_ONCE = 64;
const WARM_UP_MS = 1000;
const MEASURED_MS = 10_000;
const LEASE_MS = 40_000;

let number = 0;

/** Ledger operations of an accepted start: inserts the recording with its key, then stores the vendor's answer. */
async function startOne(ledger: Ledger): Promise<void> {
  const at = Date.now();
  const id = newRecordingId(at);
  number += 1;
  const key = {
    key: `key-${id}`,
    operation: 'tiwStartOnlineRecord',
    inputHash: id,
    createdAt: at,
    leaseUntil: at + LEASE_MS,
  };
  await ledger.insert(intentOf(id, at, number), key);
  const taskId = `task-${id}`;
  const kept = await ledger.update(
    id,
    ({ fence }) => ({
      at,
      set: {
        taskId,
        accepted: true,
        answer: { taskId, requestId: id },
        fence,
        nextActionAt: at + 5000,
        urgentAt: at + 86_000_000,
      },
    }),
    1,
  );
  if (kept?.outcome !== 'changed') throw new Error('an answer was not kept');
}

function intentOf(id: string, at: number, n: number): NewRecording {
  return {
    id,
    product: 'TIW',
    account: `1400000${n % 20}`,
    room: `lesson-${n}`,
    state: RecordingState.STARTING,
    cause: null,
    evidence: Evidence.CLIENT,
    wanted: 'RECORDING',
    attempt: 1,
    taskId: null,
    accepted: false,
    begunAt: null,
    pausedAt: null,
    resumedAt: null,
    endedAt: null,
    stopWantedAt: null,
    vendorKey: `tapedeck_${id}`,
    ref: { region: 'ap-singapore' },
    params: { sdkAppId: 1400000001, roomId: n, whiteboard: { width: 1280, height: 720 }, extras: ['MIX_STREAM'] },
    answer: null,
    errors: null,
    labels: { tenant: `t-${n % 50}`, course: `c-${n % 1000}` },
    metadata: { lesson: String(n) },
    createdAt: at,
    sentAt: at,
    stopBy: null,
    controllableUntil: at + 86_400_000,
    nextActionAt: at + LEASE_MS,
    urgentAt: at + LEASE_MS,
    fence: 1,
  };
}

/** Performs starts as fast as possible, 64 at a time. */
async function run(ledger: Ledger, forMs: number): Promise<{ times: number[]; ms: number }> {
  const times: number[] = [];
  const ms = await timed(async () => {
    const until = performance.now() + forMs;
    const one = async (): Promise<void> => {
      while (performance.now() < until) times.push(await timed(() => startOne(ledger)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  });
  return { times, ms };
}

await answer<StartsJob>(async ({ url }): Promise<StartsAnswer> => {
  let commits = 0;
  const ledger = await openBuilt(url, () => (commits += 1));
  await run(ledger, WARM_UP_MS);
  commits = 0;
  const { times, ms } = await run(ledger, MEASURED_MS);
  await ledger.close();
  return {
    starts: times.length,
    perSecond: (times.length * 1000) / ms,
    commitsPerStart: commits / times.length,
    ...spreadOf(times),
  };
});
