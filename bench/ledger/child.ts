import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a file of this folder in a process of its own, over the build and without a loader, and gives its answer. */
export async function ask<Answer>(file: string, job: object, flags: readonly string[] = []): Promise<Answer> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [...flags, path], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', LEDGER_BENCH_JOB: JSON.stringify(job) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let answer: { readonly given: Answer } | undefined;
  child.once('message', (message) => (answer = message as typeof answer));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!answer) throw new Error(`${file} ended with ${code} and without an answer`);
  return answer.given;
}

/** The other side: does the job of this process and sends the answer. */
export async function answer<Job>(work: (job: Job) => Promise<object>): Promise<void> {
  const given = await work(JSON.parse(process.env['LEDGER_BENCH_JOB']!) as Job);
  process.send!({ given });
  process.disconnect();
}
