import { describe, expect, it } from 'vitest';
import { Lineage, type Epoch } from '../../../../src/ledger/contract/lineage.ts';

function epoch(id: string, parent: string | null, fromSeq: number, more: Partial<Epoch> = {}): Epoch {
  const reason = parent === null ? 'BEGINNING' : 'NUMBER_BEHIND';
  return { id, parent, fromSeq, begunAt: fromSeq, gapSince: fromSeq, reason, ...more };
}

// A to 150, restored to 100: B to 130. Restored to 120: C. Lost: X, which began at 50 of A and went to 200, and Y of X.
const ALL = [epoch('A', null, 0), epoch('B', 'A', 100), epoch('C', 'B', 120), epoch('X', 'A', 50), epoch('Y', 'X', 60)];
const lineage = new Lineage(ALL, 'C');

describe('the epochs of a ledger', () => {
  it.each([
    ['A', 80, 80],
    ['A', 100, 100],
    ['A', 101, 100],
    ['A', 150, 100],
    ['B', 80, 80],
    ['B', 120, 120],
    ['B', 121, 120],
    ['C', 121, 121],
    ['C', 999, 999],
    ['X', 50, 50],
    ['X', 51, 50],
    ['Y', 200, 50],
    ['Y', 40, 40],
  ])('have in common with number %s %d what is up to %d', (id, seq, common) => {
    expect(lineage.placeOf(id, seq)).toEqual({ seq: common, isLost: common < seq });
  });

  it('do not know the numbers of others', () => {
    expect(lineage.placeOf('Z', 1)).toBeUndefined();
  });

  it('name the epoch of a number, so that a change has one cursor for good', () => {
    expect([1, 100, 101, 120, 121].map((seq) => lineage.epochOf(seq))).toEqual(['A', 'A', 'B', 'B', 'C']);
    expect(lineage.first.id).toBe('A');
  });

  it('report since when starts may be missing, by restores of a period', () => {
    expect(lineage.gapOf(0)).toEqual({ since: 100 });
    expect(lineage.gapOf(110)).toEqual({ since: 120 });
    expect(lineage.gapOf(120)).toBeUndefined();
    const unknown = new Lineage([epoch('A', null, 0), epoch('B', 'A', 5, { gapSince: null })], 'B');
    expect(unknown.gapOf(0)).toEqual({ since: null });
    expect(new Lineage([epoch('A', null, 0)], 'A').gapOf(-1)).toBeUndefined();
  });
});
