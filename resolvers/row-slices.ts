import type { AnswerBudget } from '../src/graphql/context.ts';
import { sum } from './loaded-bytes.ts';

/** Limits of a read, in recordings and in rows: while SQLite reads, the server answers no other request. */
const RECORDINGS = 20;
const ROWS = 4000;
/** Maximum rows of a single recording, read at once; above the budget of an answer. */
const ROWS_OF_ONE = 30_000;

/** Reads the rows of recordings in slices. Throws when the budget is exceeded. */
export async function inSlices<Row>(
  ids: readonly string[],
  budget: AnswerBudget | undefined,
  bytesOf: (row: Row) => number,
  read: (ids: readonly string[], limit?: number) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  if (!budget) return read(ids);
  const found: Row[] = [];
  const slices: (readonly string[])[] = [];
  for (let from = 0; from < ids.length; from += RECORDINGS) slices.push(ids.slice(from, from + RECORDINGS));
  for (let slice = slices.shift(); slice; slice = slices.shift()) {
    const limit = slice.length === 1 ? ROWS_OF_ONE : ROWS;
    const rows = await read(slice, limit);
    if (rows.length === limit && slice.length > 1) {
      const middle = Math.ceil(slice.length / 2);
      slices.unshift(slice.slice(0, middle), slice.slice(middle)); // the limit cut the rows off
      continue;
    }
    budget.countRead(rows.length === limit ? Infinity : sum(rows, bytesOf));
    for (const row of rows) found.push(row);
    if (slices.length > 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

/** Reads a page of rows per recording, in slices. Throws when the budget is exceeded. */
export async function inPages<Row>(
  ids: readonly string[],
  budget: AnswerBudget | undefined,
  bytesOf: (row: Row) => number,
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  if (!budget) return read(ids);
  const found: Row[] = [];
  for (let from = 0; from < ids.length; from += RECORDINGS) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    const rows = await read(ids.slice(from, from + RECORDINGS));
    budget.countRead(sum(rows, bytesOf));
    for (const row of rows) found.push(row);
  }
  return found;
}
