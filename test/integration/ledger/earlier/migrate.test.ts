import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreDiffers } from '../../../../src/ledger/contract/errors.ts';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import { migrate } from '../../../../src/ledger/migrations/migrate.ts';
import { CHECKSUMS } from '../../../../src/ledger/migrations/checksums.ts';
import { migrations } from '../../../../src/ledger/migrations/index.ts';
import { checksumOf, statementsOf } from '../../../../src/ledger/migrations/statements.ts';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import type { Dialect } from '../../../../src/ledger/schema/store.ts';
import { POSTGRES } from '../../../shared/both-stores.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { idOf, MADE_AT, recording } from '../../../shared/ledger/sample.ts';
import { connected } from './connected.ts';
import { run, shapeOf, shapesOf, writeLedger } from './shapes.ts';

const now = () => MADE_AT;
const DIALECTS = ['sqlite', 'postgres'] as const satisfies readonly Dialect[];

async function open(url: string): Promise<Ledger> {
  const ledger = await openLedger({ url, now });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** Creates a ledger of this version. Returns the address. */
async function today(dialect: Dialect): Promise<string> {
  const { ledger, url } = await (dialect === 'postgres' ? POSTGRES : SQLITE).open();
  await ledger.close();
  return url;
}

const shapes = new Map<Dialect, readonly string[]>();

/** Returns the structure of a ledger of this version. */
async function todaysShape(dialect: Dialect): Promise<readonly string[]> {
  const shape = shapes.get(dialect) ?? (await shapeOf(dialect, await today(dialect)));
  shapes.set(dialect, shape);
  return shape;
}

describe.each(DIALECTS)('a %s ledger', (dialect) => {
  it.each(shapesOf(dialect))('made by $name becomes that of today, with its rows', async (shape) => {
    const url = await writeLedger(dialect, shape);
    const ledger = await open(url);
    await ledger.insert(recording(2));
    const changes = await ledger.changesAfter(0, 10);
    expect(changes.map(({ seq, recordingId, number, kind }) => [seq, recordingId, number, kind])).toEqual([
      [1, idOf(1), 1, 'STATE'],
      [2, idOf(1), 2, 'STATE'],
      [3, idOf(2), 1, 'STATE'],
    ]);
    expect(await ledger.orphans()).toEqual([]);
    expect(await ledger.callbacks.counts()).toEqual([]);
    await ledger.close();
    expect(await shapeOf(dialect, url)).toEqual(await todaysShape(dialect));
  });

  it('keeps the checksum of every step, and opens again', async () => {
    const url = await writeLedger(dialect, shapesOf(dialect)[0]!);
    await (await open(url)).close();
    const rows = await run(url, 'select name, checksum from tapedeck_migration');
    expect(Object.fromEntries(rows.map(({ name, checksum }) => [name, checksum]))).toEqual(CHECKSUMS[dialect]);
    await open(url);
  });

  it('of which a step had another text is refused, and left as it is', async () => {
    const url = await today(dialect);
    await run(url, `update tapedeck_migration set checksum = 'another' where name = '0003_sessions'`);
    const refused = await openLedger({ url, now }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreDiffers);
    expect((refused as Error).message).toMatch(
      /another build of Tapedeck: its migration 0003_sessions .*Nothing was changed/,
    );
  });

  it('is left as it was where a step fails, so that both versions open it', async () => {
    const url = await writeLedger(dialect, shapesOf(dialect)[1]!);
    const before = await shapeOf(dialect, url);
    const fails = { up: () => Promise.reject(new Error('no room')) };
    await connected(url, async (db) => {
      const steps = { ...migrations(dialect), '0999_fails': fails };
      await expect(migrate(db, dialect, 'here', steps)).rejects.toThrow('no room');
    });
    expect(await shapeOf(dialect, url)).toEqual(before);
    await open(url);
  });

  it('has no step that was edited after it landed', async () => {
    const steps = Object.entries(migrations(dialect));
    const sums = steps.map(async ([name, step]) => [name, checksumOf(await statementsOf(step, dialect))] as const);
    expect(Object.fromEntries(await Promise.all(sums))).toEqual(CHECKSUMS[dialect]);
  });
});
