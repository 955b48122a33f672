import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PINNED } from '../processes.ts';
import type { Answers, Ask, Questions } from './messages.ts';

/** A child process of this bench, on a core of its own if the machine allows. Ends with the parent process. */
export class Child {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async start(file: string, core: number): Promise<Child> {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const node = [process.execPath, '--expose-gc', path];
    const [command, ...args] = PINNED ? ['taskset', '-c', String(core), ...node] : node;
    const child = spawn(command!, args, {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('exit', (code) => {
      if (code) throw new Error(`${file} ended with ${code}`);
    });
    const [{ reply }] = (await once(child, 'message')) as [{ reply: number }];
    return new Child(child, reply);
  }

  /** Sends one request at a time. */
  async ask<K extends Ask>(ask: K, question: Questions[K]): Promise<Answers[K]> {
    this.process.send({ ask, question });
    const [{ reply }] = (await once(this.process, 'message')) as [{ reply: Answers[K] }];
    return reply;
  }

  stop(): void {
    this.process.disconnect();
  }
}
