import { setTimeout as after } from 'node:timers/promises';
import { bundledChild } from '../crash/bundle.ts';
import type { Job } from '../crash/job.ts';
import type { World } from '../crash/world.ts';
import { runNode } from '../../shared/child-process.ts';

/** Shorter than the life of any other process of a test. */
const LEASE_MS = 1000;

/** A process that was stopped in the middle of its work, and knows nothing of it. */
export interface PausedProcess {
  /**
   * Lets it go on, not before its lease has run out. Resolves when it has ended, with whether its client got an answer:
   * a connection to the store that was just being made has timed out meanwhile.
   */
  readonly goOn: () => Promise<boolean>;
}

/** Gives a process work, and stops it where `place` says: as FAULT_POINT, without its signal. */
export async function pauseAt(world: World, place: string, todo: Job['todo']): Promise<PausedProcess> {
  const job: Job = {
    databaseUrl: world.databaseUrl,
    tencentOrigin: world.tencent.origin,
    rongcloudOrigin: world.rongcloud.origin,
    offsetMs: world.offsetMs,
    leaseMs: LEASE_MS,
    faultPoint: `${place}:SIGSTOP`,
    todo,
  };
  const child = runNode(['--enable-source-maps', await bundledChild()], {
    PATH: process.env['PATH'],
    CRASH_JOB: JSON.stringify(job),
  });
  await child.wrote(/^reached$/m);
  const pausedAt = performance.now();
  return {
    async goOn() {
      const leftMs = LEASE_MS - (performance.now() - pausedAt);
      if (leftMs > 0) await after(leftMs); // the lease is measured by the machine's clock
      child.kill('SIGCONT');
      const code = await child.exited;
      if (code === 0) return true;
      if (child.written().includes('LedgerUnavailable')) return false;
      throw new Error(`a process that was paused ended with ${code}:\n${child.written()}`);
    },
  };
}
