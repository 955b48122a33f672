import 'reflect-metadata';
import { writeSync } from 'node:fs';
import { graphql } from 'graphql';
import { pino } from 'pino';
import { createResolvers } from '../../../resolvers/index.ts';
import { MACHINE_TIMING, sleep } from '../../../src/calls/timing.ts';
import { readConfig } from '../../../src/config.ts';
import { LedgerUnavailable } from '../../../src/errors.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { createProviders, eachProvider } from '../../../src/providers/index.ts';
import { createEngine } from '../../../src/recordings/engine/engine.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';
import { VendorMarks } from '../../../src/recordings/engine/vendor-marks.ts';
import { faultPointOf } from '../../../src/recordings/engine/fault-point.ts';
import { createRecordings } from '../../../src/recordings/recordings.ts';
import { SealedStarts } from '../../../src/recordings/starts/sealed-starts.ts';
import { buildGraphql } from '../../../src/graphql/schema.ts';
import { SecretEncryption } from '../../../src/wire/secret-encryption.ts';
import { createTransport } from '../../../src/wire/transport.ts';
import { CREDENTIALS, RTC_KEYS, type Job } from './job.ts';
import { requestOf } from './starts.ts';

// One run of the server, without HTTP: opens the ledger, does its job, and is killed or ends.

const job = JSON.parse(process.env['CRASH_JOB'] ?? '') as Job;
let offsetMs = job.offsetMs;
const now = (): number => Date.now() + offsetMs;

const faultPoint = faultPointOf(job.faultPoint, (signal) => {
  writeSync(1, 'reached\n'); // a stopped process differs from a working process
  process.kill(process.pid, signal);
});
const log = pino({ level: process.env['CRASH_LOG'] ?? 'silent' });
const config = readConfig({
  ...CREDENTIALS,
  TENCENT_RTC_KEYS: RTC_KEYS,
  TENCENT_ENDPOINT: job.tencentOrigin,
  RONGCLOUD_ENDPOINT: job.rongcloudOrigin,
});
const http = createTransport(config);
const ledger = await openLedger({ url: job.databaseUrl, now });
if (!ledger.shared) await ledger.breakLeases(now());
const providers = await createProviders(
  {
    transport: (call) => {
      faultPoint('transport:before-send'); // after the last look at the lease
      return http(call);
    },
    now,
    emulate: false,
    inlineStorageCredentials: true,
    callsPerSecond: 0, // driven time goes faster than the limit
    log,
  },
  config.vendorEnv,
);
const engine = createEngine({
  marks: new VendorMarks('a server of tests'),
  ledger,
  recorders: eachProvider(providers).flatMap(({ recorders }) => recorders),
  sealedStarts: new SealedStarts(new SecretEncryption(Buffer.alloc(32, 7))), // the same in every life of the server
  now,
  clock: MACHINE_TIMING.now,
  sleep: (ms) => sleep(MACHINE_TIMING, ms),
  random: () => 0.5,
  log,
  faultPoint,
  ...(job.leaseMs !== undefined && { leaseMs: job.leaseMs }),
});
const recordings = createRecordings(engine);
const schema = buildGraphql(createResolvers({ providers, recordings }), recordings.executor);

// Timers of the server do not keep a process alive; an open server does.
const alive = setInterval(() => undefined, 1000);

async function run(): Promise<void> {
  const { todo } = job;
  if (todo.kind === 'start')
    await Promise.all(
      todo.starts.map((start) =>
        graphql({ schema, ...requestOf(start), contextValue: { requestId: '' } }).then(report),
      ),
    );
  if (todo.kind === 'stop') await Promise.all(todo.ids.map((id) => patiently(() => recordings.control.stop(id))));
  if (todo.kind === 'settle') await settle(todo.ms);
}

/** Advances driven time here and at the vendors, and does all due work. */
async function settle(ms: number): Promise<void> {
  const reconciler = new Reconciler(engine, MACHINE_TIMING);
  const stepMs = 2000;
  for (let left = ms; left > 0; left -= stepMs) {
    offsetMs += stepMs;
    for (const origin of [job.tencentOrigin, job.rongcloudOrigin]) {
      await fetch(`${origin}/__control/clock`, { method: 'POST', body: JSON.stringify({ advanceMs: stepMs }) });
    }
    let done: readonly number[];
    let rounds = 0;
    do {
      done = await Promise.all(engine.recorders.all.map(({ product }) => patiently(() => reconciler.runDue(product))));
      if (++rounds > 100) throw new Error('something is due over and over');
    } while (done.some((rows) => rows > 0));
  }
}

/** A ledger that a busy machine could not reach in time is tried again, as a client and the server's rounds do. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error;
    }
  }
}

function report(result: unknown): void {
  if (process.env['CRASH_LOG']) process.stdout.write(`${JSON.stringify(result)}\n`);
}

await run();
await engine.inFlight.idle(); // as a server that stops
clearInterval(alive);
await ledger.close();
process.stdout.write(`done ${offsetMs}\n`);
process.exit(0);
