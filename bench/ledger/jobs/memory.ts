import 'reflect-metadata';
import type * as StartParamsModule from '../../../src/providers/start-params.ts';
import type * as TiwTypesModule from '../../../src/providers/tencent/tiw/start.types.ts';
import type { Recordings } from '../../../src/recordings/recordings.ts';
import type { Transport } from '../../../src/wire/transport.ts';
import { built } from '../../contenders/build.ts';
import { VARIABLES } from '../../example.ts';
import { answer } from '../child.ts';
import { openBuilt } from './open-built.ts';
import { serviceOver } from './service.ts';

const { restoredInput } = await built<typeof StartParamsModule>('src/providers/start-params.ts');
const { TiwStartOnlineRecordInput } = await built<typeof TiwTypesModule>('src/providers/tencent/tiw/start.types.ts');

export interface MemoryJob {
  readonly url: string;
  readonly starts: number;
}

/** Memory in use after a garbage collection. */
export interface Held {
  readonly starts: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
}

export interface MemoryAnswer {
  /** After a fifth of the starts, and after all starts. */
  readonly held: readonly [Held, Held];
}

const AT_ONCE = 64;

/** A vendor that accepts every start and stores nothing. */
function acceptAll(): Transport {
  let tasks = 0;
  return () => {
    tasks += 1;
    const body = `{"Response":{"TaskId":"task-${tasks}","RequestId":"request-${tasks}"}}`;
    return Promise.resolve({ status: 200, date: undefined, body });
  };
}

async function startMany(recordings: Recordings, from: number, to: number): Promise<void> {
  let next = from;
  const one = async (): Promise<void> => {
    while (next < to) {
      const number = next++;
      const roomId = number + 1;
      const own = {
        roomId,
        recordUserId: `tic_record_user_${roomId}_bench`,
        labels: [{ name: 'tenant', value: `t-${number % 50}` }],
        idempotencyKey: `key-${number}`,
      };
      const input = restoredInput(TiwStartOnlineRecordInput, { ...VARIABLES.input, ...own });
      const { row, errors } = await recordings.starts.start('TIW', 'tiwStartOnlineRecord', input);
      if (row?.accepted !== true || errors.length > 0) throw new Error('a start was not accepted');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

function hold(starts: number): Held {
  for (let times = 0; times < 3; times += 1) globalThis.gc!();
  const { heapUsed, rss } = process.memoryUsage();
  return { starts, heapBytes: heapUsed, rssBytes: rss };
}

await answer<MemoryJob>(async ({ url, starts }): Promise<MemoryAnswer> => {
  const ledger = await openBuilt(url);
  const { recordings } = await serviceOver(ledger, acceptAll());
  const some = Math.floor(starts / 5);
  await startMany(recordings, 0, some);
  const early = hold(some);
  await startMany(recordings, some, starts);
  const late = hold(starts);
  await ledger.close();
  return { held: [early, late] };
});
