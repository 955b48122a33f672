import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { MarkFile, readMark } from '../../../../src/ledger/epochs/mark-file.ts';
import { temporaryFolder } from '../../../shared/stores.ts';

const EPOCH = { id: 'A', parent: null, fromSeq: 0, begunAt: 1, gapSince: null, reason: 'BEGINNING' } as const;
const BODY = { epoch: 'A', epochs: [EPOCH], instance: 'i', place: '1:2', boot: 'b' };

function open(): { file: string; mark: MarkFile } {
  const file = path.join(temporaryFolder(), 'ledger.mark');
  const mark = MarkFile.create(file, 7, BODY);
  onTestFinished(() => mark.close());
  return { file, mark };
}

it('says the last number at any moment, and whether the process ended in order', () => {
  const { file, mark } = open();
  expect(readMark(file)).toEqual({ ...BODY, lastSeq: 7, isClosed: false });
  mark.raise(1_000_000);
  mark.raise(9);
  expect(readMark(file)).toMatchObject({ lastSeq: 1_000_000, isClosed: false });
  mark.rewrite(8, { epoch: 'B', epochs: [EPOCH, { ...EPOCH, id: 'B', parent: 'A', fromSeq: 8 }] });
  expect(readMark(file)).toMatchObject({ lastSeq: 8, epoch: 'B', epochs: [{}, {}], instance: 'i' });
  mark.raise(10);
  mark.close();
  mark.raise(11);
  expect(readMark(file)).toMatchObject({ lastSeq: 10, isClosed: true });
});

it('is none where it cannot be read', () => {
  const { file } = open();
  const whole = readFileSync(file, 'utf8');
  for (const text of ['', whole.slice(1), whole.slice(0, -10), whole.replace('"epochs"', '"others"')]) {
    writeFileSync(file, text);
    expect(readMark(file)).toBeUndefined();
  }
  expect(readMark(`${file}.none`)).toBeUndefined();
});

it('is removed where it cannot be written any more: a missing mark is never believed', () => {
  const { file, mark } = open();
  mkdirSync(`${file}.${process.pid}`); // blocks the path of the next file
  mark.rewrite(8, { epoch: 'B', epochs: [EPOCH] });
  expect(existsSync(file)).toBe(false);
  mark.raise(9);
  expect(existsSync(file)).toBe(false);
});
