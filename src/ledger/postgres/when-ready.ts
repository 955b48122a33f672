import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../contract/errors.ts';
import type { Log } from '../../log.ts';

/** PostgreSQL's cannot_connect_now: the server is starting, recovering or shutting down. */
const NOT_YET = '57P03';
/** Longest wait for a server to get ready, in ms. */
const MAX_WAIT_MS = 60_000;
/** Between two tries, in ms. */
const RETRY_MS = 500;

/** Clock and timer of a wait; a test passes in its own. */
export interface Wait {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const MACHINE: Wait = { now: () => performance.now(), sleep: (ms) => sleep(ms) };

/**
 * Runs `open` again for as long as PostgreSQL says that it is starting or recovering, 60 s at most. The log says once
 * that the start waits. All other failures are thrown at once.
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
      if (tries === 1) log?.warn({ place }, 'PostgreSQL is starting or recovering: waiting for it, 60 s at most');
      await pause(RETRY_MS);
    }
  }
}
