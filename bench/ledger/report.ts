import { loadavg } from 'node:os';
import { growth } from './goals.ts';
import type { ClaimsAnswer } from './jobs/claims.ts';
import type { MemoryAnswer } from './jobs/memory.ts';
import type { PagesAnswer } from './jobs/pages.ts';
import type { StartsAnswer } from './jobs/starts.ts';
import type { StoreName } from './store.ts';
import type { Spread } from './times.ts';

export const TITLES: Readonly<Record<StoreName, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

export function pagesTable(store: StoreName, sizes: readonly number[], { ledgers }: PagesAnswer): string {
  const head = [
    `${TITLES[store]}: 100 by`,
    ...sizes.map((size) => `${thousands(size)} p50/p99 ms`),
    'largest/smallest',
    'statements',
  ];
  const lines = ledgers[0]!.map((smallest, index) => {
    const cells = ledgers.map((ledger) => `${ms(ledger[index]!.p50)} / ${ms(ledger[index]!.p99)}`);
    const largest = ledgers.at(-1)![index]!;
    return [smallest.name, ...cells, growth(largest, smallest).toFixed(2), String(largest.statements)];
  });
  return aligned([head, ...lines]);
}

/** Reports the speed of the disk during the measurement of claims. */
export function diskLine({ p50, p99 }: Spread): string {
  const load = loadavg()[0]!.toFixed(1);
  return `This disk, 200 kB written and synced: p50 ${ms(p50)} ms, p99 ${ms(p99)} ms; load of the machine ${load}.`;
}

export function claimsLine(store: StoreName, rows: number, { p50, p99, claims }: ClaimsAnswer): string {
  return `${TITLES[store]}: claiming 20 due among ${thousands(rows)} live: p50 ${ms(p50)} ms, p99 ${ms(p99)} ms (${claims} claims).`;
}

export function startsLine(store: StoreName, rows: number, answer: StartsAnswer): string {
  const { perSecond, p50, p99, commitsPerStart } = answer;
  const commits = store === 'sqlite' ? `, ${commitsPerStart.toFixed(3)} commits a start` : '';
  return `${TITLES[store]}: ${perSecond.toFixed(0)} accepted starts a second, 64 at a time, beside ${thousands(rows)}: p50 ${ms(p50)} ms, p99 ${ms(p99)} ms${commits}.`;
}

export function memoryLine(where: string, { held: [early, late] }: MemoryAnswer): string {
  const of = (name: 'heapBytes' | 'rssBytes'): string =>
    `${mebibytes(early[name])} -> ${mebibytes(late[name])} MB (x ${(late[name] / early[name]).toFixed(2)})`;
  return `${where}, ${thousands(early.starts)} -> ${thousands(late.starts)} starts: heap ${of('heapBytes')}, RSS ${of('rssBytes')}.`;
}

function thousands(count: number): string {
  return count.toLocaleString('en');
}

function ms(value: number): string {
  return value.toFixed(2);
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

/** Aligns the first column left and the other columns right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}
