import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../contract/errors.ts';
import type { Log } from '../../log.ts';

/** PostgreSQL's cannot_connect_now: the server is starting, recovering or shutting down. */
const NOT_YET = '57P03';
/** Maximum wait for a server that is starting. */
const MAX_WAIT_MS = 60_000;
/** Delay between attempts. */
const RETRY_MS = 500;

/** Clock and timer; injectable for tests. */
interface Wait {
  /** Monotonic time in ms. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const MACHINE: Wait = { now: () => performance.now(), sleep: (ms) => sleep(ms) };

/**
 * Repeats `open` while PostgreSQL reports that the server is starting or recovering, at most 60 s. Logs the wait once.
 * Throws all other failures at once.
 */
export async function whenReady(
  open: () => Promise<void>,
  place: string,
  log: Pick<Log, 'warn'> | undefined,
  { now, sleep: pause }: Wait = MACHINE,
): Promise<void> {
  const giveUpAt = now() + MAX_WAIT_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      await open();
      return;
    } catch (error) {
      if (codeOf(error) !== NOT_YET || now() + RETRY_MS > giveUpAt) throw error;
      if (tries === 1) log?.warn({ place }, 'PostgreSQL is starting or recovering: waiting at most 60 s');
      await pause(RETRY_MS);
    }
  }
}
