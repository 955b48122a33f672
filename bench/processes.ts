import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Load, LoadReport, Question, Usage } from './messages.ts';

/** Whether processes can be pinned to cores: on Linux, with taskset and two cores. */
export const PINNED = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** The core of the gateway under load, and the core of all other processes. */
export const GATEWAY_CORE = 0;
export const OTHER_CORE = 1;

/** A child process of the bench. Ends with the parent process. */
export class Worker {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Runs a file of this folder, and waits until the process is ready. Node strips the types; no loader is needed. */
  static async start(file: string, core: number, env: NodeJS.ProcessEnv = {}): Promise<Worker> {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const [command, ...args]: [string, ...string[]] = PINNED
      ? ['taskset', '-c', String(core), process.execPath, path]
      : [process.execPath, path];
    const child = spawn(command, args, {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Worker(child, (await nextReply(child, file)) as number);
  }

  load(load: Omit<Load, 'ask'>): Promise<LoadReport> {
    return this.#ask({ ask: 'load', ...load }) as Promise<LoadReport>;
  }

  usage(): Promise<Usage> {
    return this.#ask({ ask: 'usage' }) as Promise<Usage>;
  }

  /** Number of calls that the stub vendor has answered. */
  calls(): Promise<number> {
    return this.#ask({ ask: 'calls' }) as Promise<number>;
  }

  stop(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #ask(question: Question): Promise<unknown> {
    this.#child.send(question);
    return nextReply(this.#child, question.ask);
  }
}

/** Sends a request. Requests are sent one at a time, so the next message is the reply. */
async function nextReply(child: ChildProcess, what: string): Promise<unknown> {
  const gone = new AbortController();
  const dies = once(child, 'exit', { signal: gone.signal }).then(([code]) => {
    throw new Error(`a process of the bench ended with ${String(code)} (${what})`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: gone.signal }), dies])) as [
      { reply: unknown },
    ];
    return message.reply;
  } finally {
    gone.abort();
    dies.catch(() => {}); // reported above, or cancelled
  }
}
