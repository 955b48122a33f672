import { availableParallelism, cpus, loadavg } from 'node:os';
import { runJob } from './child.ts';
import type { ClaimsAnswer, ClaimsJob } from './jobs/claims.ts';
import { diskSpread } from './disk.ts';
import { fill } from './fill/fill.ts';
import { claimsGoal, memoryGoal, pageGoal, startsGoal } from './goals.ts';
import type { MemoryAnswer, MemoryJob } from './jobs/memory.ts';
import type { PagesAnswer, PagesJob } from './jobs/pages.ts';
import { claimsLine, diskLine, memoryLine, pagesTable, startsLine, TITLES } from './report.ts';
import { LIVE_ROWS, ROWS, SIZES, STARTS, STORES } from './settings.ts';
import type { StartsAnswer, StartsJob } from './jobs/starts.ts';
import { startStore, type BenchStore } from './store.ts';

// Measures the speed of the ledger as the ledger grows. ../README.md explains the figures.

/** Number of newest recordings with changes and files: more than any page reaches. */
const WITH_PARTS = 100_000;

const goals: string[] = [];

async function filled(store: BenchStore, rows: number, live: boolean): Promise<string> {
  process.stderr.write(`${TITLES[store.name]}: filling a ledger with ${rows} recordings\n`);
  const url = await store.newUrl();
  await fill(url, { rows, live, withParts: live ? 0 : WITH_PARTS });
  return url;
}

async function measure(store: BenchStore): Promise<void> {
  const { name } = store;
  const title = TITLES[name];
  const urls: string[] = [];
  for (const size of SIZES) urls.push(await filled(store, size, false));
  const pages = await runJob<PagesAnswer>('pages.ts', { urls } satisfies PagesJob);
  console.log(`\n${pagesTable(name, SIZES, pages)}\n`);
  const [smallest, largest] = [pages.ledgers[0]!, pages.ledgers.at(-1)!];
  goals.push(...largest.map((figures, index) => pageGoal(title, figures, smallest[index]!)));

  const live = await filled(store, LIVE_ROWS, true);
  const claims = await runJob<ClaimsAnswer>('claims.ts', { url: live, rows: LIVE_ROWS } satisfies ClaimsJob);
  console.log(diskLine(diskSpread()));
  console.log(claimsLine(name, LIVE_ROWS, claims));
  goals.push(claimsGoal(title, claims));

  const starts = await runJob<StartsAnswer>('starts.ts', { url: urls.at(-1)! } satisfies StartsJob);
  console.log(startsLine(name, ROWS, starts));
  if (name === 'sqlite') goals.push(startsGoal(title, starts));
}

async function watchMemory(where: string, url: string): Promise<void> {
  process.stderr.write(`${where}: ${STARTS} starts\n`);
  const memory = await runJob<MemoryAnswer>('memory.ts', { url, starts: STARTS } satisfies MemoryJob, ['--expose-gc']);
  console.log(memoryLine(where, memory));
  goals.push(memoryGoal(where, memory));
}

for (const name of STORES) {
  const store = await startStore(name);
  try {
    await measure(store);
    if (name === 'sqlite') await watchMemory('SQLite in memory', 'sqlite::memory:');
    await watchMemory(TITLES[name], await store.newUrl());
  } finally {
    await store.stop();
  }
}

console.log(`\n${goals.join('\n')}\n`);
const load = loadavg()[0]!.toFixed(1);
console.log(
  `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), load at the end ${load}.`,
);
