import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Environment } from '../../src/config.ts';
import { CACHE } from './bundled.ts';

/** A process that a test started. */
export interface TestChild {
  readonly pid: number;
  /** Returns the output so far, of both streams. */
  readonly written: () => string;
  /** Resolves with the match when the output matches the pattern; rejects if the process ends before. */
  readonly wrote: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Exit code of the process; null after a signal. */
  readonly exited: Promise<number | null>;
}

/**
 * Runs this Node with these arguments and only these variables, and with the compile cache of a folder: the project's
 * by default. The process ends with the test.
 */
export function runNode(
  args: readonly string[],
  environment: Environment = {},
  cwd: string | URL = new URL('../..', import.meta.url),
): TestChild {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { NODE_COMPILE_CACHE: path.join(CACHE, 'compiled'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const news = new EventEmitter().setMaxListeners(0);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      written += chunk;
      news.emit('news');
    });
  }
  let hasExited = false;
  const exited = once(child, 'close').then(([code]) => {
    hasExited = true;
    news.emit('news');
    return code as number | null;
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return {
    pid: child.pid!,
    written: () => written,
    wrote: async (pattern) => {
      for (;;) {
        const found = pattern.exec(written);
        if (found) return found;
        if (hasExited) throw new Error(`it ended without ${String(pattern)}:\n${written}`);
        await once(news, 'news');
      }
    },
    kill: (signal) => void child.kill(signal),
    exited,
  };
}
