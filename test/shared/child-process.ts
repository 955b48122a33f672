import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Environment } from '../../src/config.ts';
import { CACHE } from './bundled.ts';

/** A process that a test started. */
export interface TestChild {
  readonly pid: number;
  /** All that it wrote so far, to both streams. */
  readonly written: () => string;
  /** Resolves with what was found when it has written a text that matches; rejects when it ends before. */
  readonly wrote: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
}

/**
 * Runs this Node with these arguments and variables, and no others but where it keeps what it compiled, in a folder: the
 * project's by default. It is ended with the test.
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
