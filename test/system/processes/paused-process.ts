import { setTimeout as after } from 'node:timers/promises';
import { bundledChild } from '../crash/bundle.ts';
import type { Job } from '../crash/job.ts';
import type { CrashHarness } from '../crash/harness.ts';
import { runNode } from '../../shared/child-process.ts';

/** Shorter than the run of any other process of a test. */
const LEASE_MS = 1000;

/** A process that was paused during its work. */
export interface PausedProcess {
  /**
   * Resumes the process, at the earliest after the end of its lease. Resolves at the end of the process with whether
   * its client got an answer: a connection attempt to the store may have timed out during the pause.
   */
  readonly goOn: () => Promise<boolean>;
}

/** Gives a process a job and pauses the process at `place`: as FAULT_POINT, without the signal. */
export async function pauseAt(harness: CrashHarness, place: string, todo: Job['todo']): Promise<PausedProcess> {
  const job: Job = {
    databaseUrl: harness.databaseUrl,
    tencentOrigin: harness.tencent.origin,
    rongcloudOrigin: harness.rongcloud.origin,
    offsetMs: harness.offsetMs,
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
