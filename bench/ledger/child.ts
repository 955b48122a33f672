import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a job of `jobs/` on the build, in a separate process without a loader. Returns the result of the job. */
export async function runJob<Answer>(file: string, job: object, flags: readonly string[] = []): Promise<Answer> {
  const path = fileURLToPath(new URL(`./jobs/${file}`, import.meta.url));
  const child = spawn(process.execPath, [...flags, path], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', LEDGER_BENCH_JOB: JSON.stringify(job) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let serveJob: { readonly given: Answer } | undefined;
  child.once('message', (message) => (serveJob = message as typeof serveJob));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!serveJob) throw new Error(`${file} ended with code ${code} and without a result`);
  return serveJob.given;
}

/** Executes the job of this child process and sends the result to the parent. */
export async function answer<Job>(work: (job: Job) => Promise<object>): Promise<void> {
  const given = await work(JSON.parse(process.env['LEDGER_BENCH_JOB']!) as Job);
  process.send!({ given });
  process.disconnect();
}
