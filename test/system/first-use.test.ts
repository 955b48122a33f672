import { chmodSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runNode, type TestChild } from '../shared/child-process.ts';
import { temporaryFolder } from '../shared/stores.ts';

/** Runs `npm test -- <files>` with a new folder for temporary files. */
function npmTest(...files: readonly string[]): TestChild & { readonly folder: string } {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755); // the database server may be another user's
  const environment = { PATH: process.env['PATH'], TMPDIR: folder, NO_COLOR: '1' };
  return { ...runNode(['node_modules/vitest/vitest.mjs', 'run', ...files], environment), folder };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The process numbers of the database servers that take connections. */
function servers(folder: string): number[] {
  return globSync('tapedeck-postgres-*/data/postmaster.pid', { cwd: folder })
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .filter((text) => /^ready *$/m.test(text)) // initdb has such a file, too
    .map((text) => Number.parseInt(text, 10));
}

it('tests that need no database and no page start none and build none', { timeout: 300_000 }, async () => {
  const run = npmTest('test/unit/wire/names.test.ts');
  expect(await run.exited).toBe(0);
  expect(run.written()).toMatch(/Tests +6 passed/);
  expect(run.written()).not.toMatch(/Databases of this run|Made for this run/);
});

it('tests that need them get both, and the run says which versions served', { timeout: 300_000 }, async () => {
  const run = npmTest(
    'test/integration/ledger/callbacks/sessions.test.ts',
    'test/integration/server/callbacks.test.ts',
  );
  expect(await run.exited).toBe(0);
  expect(run.written()).toMatch(/^Databases of this run: PostgreSQL \d+\.\d+ \(/m);
  expect(run.written()).toMatch(/^Made for this run: .*page/m);
  expect(globSync('tapedeck-postgres-*', { cwd: run.folder })).toEqual([]);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'a run that is ended by %s leaves no database',
  { timeout: 300_000 },
  async (signal) => {
    const run = npmTest('test/integration/ledger/page.test.ts');
    await expect.poll(() => servers(run.folder), { timeout: 120_000 }).not.toEqual([]);
    const pid = servers(run.folder)[0]!;
    expect(isAlive(pid)).toBe(true);
    run.kill(signal);
    await run.exited;
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(globSync('tapedeck-postgres-*', { cwd: run.folder })).toEqual([]);
  },
);
