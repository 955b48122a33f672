import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { programOf } from '../../shared/bundled.ts';

/** A process that serves an emulator, and can be killed like a machine that fails. */
export interface KillableEmulator {
  readonly port: number;
  /** Kills the emulator at once. Resolves when the process has ended. */
  readonly kill: () => Promise<void>;
}

/** Runs a program that prints its port. The program ends with the test at the latest. */
export async function runEmulator(program: string, storeFile: string): Promise<KillableEmulator> {
  const child = spawn(process.execPath, [await programOf(program), storeFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const failed = gone.then(() => {
    throw new Error('The emulator ended before it listened.');
  });
  const [line] = (await Promise.race([once(child.stdout, 'data'), failed])) as [Buffer];
  return { port: Number(line.toString()), kill };
}

/**
 * Eight callers start recordings in sequence until so many starts have been answered; then the emulator is killed
 * during the remaining calls. `start` returns the id of the task. Returns the answered ids.
 */
export async function killAmidStarts(
  emulator: KillableEmulator,
  answers: number,
  start: (number: number) => Promise<string>,
): Promise<string[]> {
  const answered: string[] = [];
  let [next, isAlive] = [0, true];
  const caller = async () => {
    while (isAlive) {
      try {
        answered.push(await start(next++));
      } catch (error) {
        if (isAlive) throw error;
        return;
      }
      if (answered.length === answers) {
        isAlive = false;
        await emulator.kill();
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, caller));
  return answered;
}
