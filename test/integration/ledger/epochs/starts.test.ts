import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { newDatabase } from '../../../shared/postgres/run-server.ts';
import { temporaryFolder } from '../../../shared/stores.ts';
import { run } from '../earlier/shapes.ts';
import { recording } from '../../../shared/ledger/sample.ts';

const now = () => 1000;

async function open(url: string, markFile?: string): Promise<Ledger> {
  const ledger = await openLedger({ url, now, ...(markFile !== undefined && { markFile }) });
  onTestFinished(() => ledger.close());
  return ledger;
}

async function begin(ledger: Ledger, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) await ledger.insert(recording(number));
  await ledger.lastSeq();
}

/** Returns the reasons of all epochs after the first. */
function restoresOf(ledger: Ledger): string[] {
  return ledger.lineage.epochs.filter(({ parent }) => parent !== null).map(({ reason }) => reason);
}

describe('a start over a SQLite file', () => {
  /** Creates a closed ledger with three changes. Returns the paths of its file and its mark file. */
  async function made(): Promise<{ file: string; mark: string; url: string }> {
    const file = path.join(temporaryFolder(), 'ledger.sqlite');
    const url = `sqlite:${file}`;
    const ledger = await open(url);
    await begin(ledger, 0, 3);
    await ledger.close();
    return { file, mark: `${file}.mark`, url };
  }

  it('begins no epoch after an ordinary end, nor after a kill', async () => {
    const { mark, url } = await made();
    const ledger = await open(url);
    await begin(ledger, 3, 5);
    const killed = readFileSync(mark, 'utf8');
    await ledger.close();
    writeFileSync(mark, killed);
    expect(killed).toMatch(/^0{15}5 open/);
    expect(restoresOf(await open(url))).toEqual([]);
  });

  it.each([
    ['its mark is gone', 'MARK_MISSING', (_: string, mark: string) => rmSync(mark)],
    ['its mark is torn', 'MARK_MISSING', (_: string, mark: string) => writeFileSync(mark, '000')],
    [
      'the file is a copy with the same name',
      'OTHER_PLACE',
      (file: string) => {
        copyFileSync(file, `${file}.copy`);
        copyFileSync(file, `${file}.kept`);
        rmSync(file);
        copyFileSync(`${file}.copy`, `${file}.new`);
        copyFileSync(`${file}.new`, file);
      },
    ],
    [
      'the machine lost its power',
      'POWER_CUT',
      (_: string, mark: string) => {
        const text = readFileSync(mark, 'utf8').replace(' closed', ' open  ');
        writeFileSync(
          mark,
          text.replace(/"boot":"[^"]*"/, '"boot":"another"').replace('"boot":null', '"boot":"another"'),
        );
      },
    ],
    [
      'more was told than the file has',
      'NUMBER_BEHIND',
      (_: string, mark: string) =>
        writeFileSync(mark, readFileSync(mark, 'utf8').replace(/^0{15}3/, '0000000000000004')),
    ],
  ])('begins another epoch where %s', async (_, reason, harm) => {
    const { file, mark, url } = await made();
    harm(file, mark);
    const ledger = await open(url);
    expect(restoresOf(ledger)).toEqual([reason]);
    expect(ledger.lineage.current.fromSeq).toBe(3);
    await ledger.close();
    expect(restoresOf(await open(url))).toEqual([reason]);
  });

  it('begins another epoch over a backup of an earlier start with as many changes', async () => {
    const { file, url } = await made();
    copyFileSync(file, `${file}.backup`);
    await (await open(url)).close();
    copyFileSync(`${file}.backup`, file);
    expect(restoresOf(await open(url))).toEqual(['OTHER_INSTANCE']);
  });

  it('begins the first epoch of a ledger that had none', async () => {
    const { mark, url } = await made();
    rmSync(mark);
    await run(url, 'delete from epochs');
    await run(url, 'update change_counter set epoch = null, instance = null');
    const ledger = await open(url);
    expect(ledger.lineage.epochs).toMatchObject([{ parent: null, fromSeq: 0, reason: 'BEGINNING' }]);
    expect((await ledger.changesAfter(0, 9)).map(({ epoch }) => epoch)).toEqual(Array(3).fill(ledger.lineage.first.id));
  });

  it('begins another epoch where such a ledger is put back beside the mark of its later self', async () => {
    const { url } = await made();
    await run(url, 'delete from epochs');
    await run(url, 'update change_counter set epoch = null, instance = null');
    const ledger = await open(url);
    expect(ledger.lineage.epochs.map(({ reason, fromSeq }) => [reason, fromSeq])).toEqual([
      ['BEGINNING', 0],
      ['EPOCH_LOST', 3],
    ]);
  });
});

describe('a start over a PostgreSQL database', () => {
  it('begins no epoch for any number of processes, and one where the data are set back while none runs', async () => {
    const url = await newDatabase();
    const marks = [1, 2].map(() => path.join(temporaryFolder(), 'data', 'ledger.mark'));
    const ledgers = await Promise.all(marks.map((mark) => open(url, mark)));
    await begin(ledgers[0]!, 0, 5);
    await ledgers[1]!.epochs();
    expect(ledgers.map(restoresOf)).toEqual([[], []]);
    for (const ledger of ledgers) await ledger.close();

    await run(url, 'delete from changes where seq > 3');
    await run(url, 'update change_counter set last_seq = 3');
    const again = await Promise.all(marks.map((mark) => open(url, mark)));
    await Promise.all(again.map((ledger) => ledger.epochs()));
    expect(again.map(restoresOf)).toEqual([['NUMBER_BEHIND'], ['NUMBER_BEHIND']]);
    expect(again[0]!.lineage.current).toEqual(again[1]!.lineage.current);
  });

  it('is distinguished from a start over another database with the same mark', async () => {
    const mark = path.join(temporaryFolder(), 'ledger.mark');
    const first = await open(await newDatabase(), mark);
    await begin(first, 0, 5);
    await first.close();
    expect(restoresOf(await open(await newDatabase(), mark))).toEqual([]);
  });

  it('begins another epoch where a dump was read into the same database', async () => {
    const url = await newDatabase();
    const ledger = await open(url);
    await begin(ledger, 0, 2);
    await ledger.close();
    await run(url, 'create table made_anew as select * from change_counter');
    await run(url, 'drop table change_counter');
    await run(url, 'alter table made_anew rename to change_counter');
    expect(restoresOf(await open(url))).toEqual(['OTHER_INSTANCE']);
  });

  it('sees that another process began an epoch, and that the data went back while it runs', async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    await begin(one, 0, 5);
    await other.lastSeq();
    const heard: [string, number][] = [];
    other.onEpoch(({ current }, common) => heard.push([current.reason, common]));
    await run(url, 'delete from changes where seq > 2');
    await run(url, 'update change_counter set last_seq = 2');
    await one.epochs();
    expect(restoresOf(one)).toEqual(['NUMBER_BEHIND']);
    expect((await other.epochs()).current).toEqual(one.lineage.current);
    await one.beginEpoch();
    expect((await other.epochs()).current.reason).toBe('OPERATOR');
    expect(heard).toEqual([
      ['NUMBER_BEHIND', 2],
      ['OPERATOR', 2],
    ]);
  });

  it('needs no right to ask what only some users may', async () => {
    const url = await newDatabase();
    const ledger = await open(url);
    await ledger.close();
    const [row] = await run(url, 'select instance from change_counter');
    const known = JSON.parse(String(row!['instance'])) as Record<string, string | null>;
    expect(Object.values(known).every((value) => value !== null && /^\w+$/.test(value))).toBe(true);
    const least = { ...known, system: null, timeline: null };
    await run(url, `update change_counter set instance = '${JSON.stringify(least)}'`);
    expect(restoresOf(await open(url))).toEqual([]);
  });
});
