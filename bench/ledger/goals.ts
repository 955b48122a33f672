import type { ClaimsAnswer } from './jobs/claims.ts';
import type { MemoryAnswer } from './jobs/memory.ts';
import type { PageFigures } from './jobs/pages.ts';
import type { StartsAnswer } from './jobs/starts.ts';
import { median } from '../table.ts';

/** Maximum ratio of page durations in the largest and the smallest ledger. */
const FLAT = 1.3;
const CLAIM_MS = 5;
const COMMITS_PER_START = 0.1;
const HEAP_GROWTH = 1.15;

/** Returns the ratio of page durations in two ledgers: the median of the ratios of each round. */
export function growth(largest: PageFigures, smallest: PageFigures): number {
  return median(largest.medians.map((ms, round) => ms / smallest.medians[round]!));
}

export function pageGoal(where: string, largest: PageFigures, smallest: PageFigures): string {
  return goal(growth(largest, smallest), FLAT, `x a page in the smallest ledger, by ${largest.name} (${where})`);
}

export function claimsGoal(where: string, { p99 }: ClaimsAnswer): string {
  return goal(p99, CLAIM_MS, `ms for claiming 20 due recordings, p99 (${where})`);
}

export function startsGoal(where: string, { commitsPerStart }: StartsAnswer): string {
  return goal(commitsPerStart, COMMITS_PER_START, `commits a start (${where})`);
}

export function memoryGoal(where: string, { held: [early, late] }: MemoryAnswer): string {
  return goal(late.heapBytes / early.heapBytes, HEAP_GROWTH, `x the heap after a fifth of the starts (${where})`);
}

function goal(reached: number, atMost: number, words: string): string {
  return `${reached <= atMost ? 'met   ' : 'missed'}  ${reached.toFixed(2)} ${words}, goal ${atMost.toFixed(2)}`;
}
