import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '../test/shared/postgres/postgres.ts';
import { goalLines } from './goals.ts';
import { measure, type Contender, type Sample } from './measure.ts';
import { GATEWAY_CORE, OTHER_CORE, PINNED, Worker } from './processes.ts';
import { CONNECTIONS, ONLY, ROUNDS, SECONDS } from './settings.ts';
import { idle, table } from './table.ts';

// Compares this server with others that do the same job. README.md explains the numbers.

const POSTGRES = 'tapedeck, PostgreSQL';

const CONTENDERS = {
  raw: 'raw.ts',
  'tapedeck, no ledger': 'tapedeck-without-ledger.ts',
  'tapedeck, SQLite': 'tapedeck.ts',
  [POSTGRES]: 'tapedeck.ts',
  'no ledger + 300 inputs': 'tapedeck-grown.ts',
  'mercurius + jit': 'mercurius.ts',
  'graphql yoga': 'yoga.ts',
  'apollo standalone': 'apollo.ts',
  'direct, no gateway': 'direct.ts',
};

/** The contender that all others are compared with. */
const BASELINE = 'raw';

const started: Worker[] = [];
const folder = mkdtempSync(join(tmpdir(), 'tapedeck-bench-'));
let postgres: TestPostgres | undefined;

async function start(file: string, core: number, env?: NodeJS.ProcessEnv): Promise<Worker> {
  const worker = await Worker.start(file, core, env);
  started.push(worker);
  return worker;
}

async function run(): Promise<void> {
  const vendor = await start('stub-vendor.ts', OTHER_CORE);
  const loader = await start('load.ts', OTHER_CORE);
  const env = {
    HOST: '127.0.0.1',
    PORT: '0',
    VENDOR_CALLS_PER_SECOND: '0', // the stub has no rate limit, and the bench does not measure rate limits
    TENCENT_SECRET_ID: 'AKIDofTheBench',
    TENCENT_SECRET_KEY: 'secret-key-of-the-bench',
    TENCENT_ENDPOINT: `http://127.0.0.1:${vendor.port}`,
  };
  const contenders: Contender[] = [];
  for (const [name, file] of Object.entries(CONTENDERS)) {
    if (ONLY.length > 0 && name !== BASELINE && !ONLY.includes(name)) continue;
    if (name === POSTGRES) postgres = await startPostgres();
    const store = name === POSTGRES ? await postgres!.createDatabase() : `sqlite:${join(folder, `${name}.sqlite`)}`;
    contenders.push({ name, worker: await start(`contenders/${file}`, GATEWAY_CORE, { ...env, DATABASE_URL: store }) });
  }

  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const contender of shuffled(contenders)) {
      process.stderr.write(`round ${round} of ${ROUNDS}: ${contender.name}\n`);
      samples.get(contender.name)!.push(await measure(contender, loader, vendor));
    }
  }

  console.log(`\n${table(samples, BASELINE)}\n\n${goalLines(samples).join('\n')}\n\n${circumstances()}`);
  const disturbed = idle(samples);
  if (disturbed.length > 0) {
    console.log(`Run it again: something else used the processor during the turns of ${disturbed.join(', ')}.`);
  }
}

function circumstances(): string {
  const processor = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
  const where = PINNED
    ? `gateways on core ${GATEWAY_CORE}, load and vendor on core ${OTHER_CORE}`
    : 'NOT pinned to cores, for taskset or a second core is missing: the figures are rough';
  return [
    `Node ${process.version}, ${processor}, ${where}.`,
    `${SECONDS} s x ${ROUNDS} rounds, ${CONNECTIONS} connections; "alone" is one connection. Medians of the rounds.`,
  ].join('\n');
}

function shuffled<Element>(list: readonly Element[]): Element[] {
  return list
    .map((element) => ({ element, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ element }) => element);
}

try {
  await run();
} finally {
  for (const worker of started) worker.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
