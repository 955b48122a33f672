import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  TOLERANCE_MS,
  tracksOf,
  type Span,
  type Track,
  type TrackFile,
} from '../../../../src/recordings/files/tracks.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
/** Half the tolerance: pieces lie on such marks. */
const MARK = TOLERANCE_MS / 2;

function file(name: string, beginsAt: number | null, endsAt: number | null, more: Partial<TrackFile> = {}): TrackFile {
  return { name, userId: 'alice', track: 'camera', format: 'mp4', beginsAt, endsAt, ...more };
}

/** A file from one second after noon to another. */
function piece(name: string, from: number, to: number): TrackFile {
  return file(name, NOON + from * 1000, NOON + to * 1000);
}

function only(files: readonly TrackFile[]): Track {
  const [track, ...others] = tracksOf(files);
  expect(others).toEqual([]);
  return track!;
}

/** Seconds after noon. */
function seconds(spans: readonly Span[]): number[][] {
  return spans.map(({ from, to }) => [(from - NOON) / 1000, (to - NOON) / 1000]);
}

/** Up to twelve files of one track on 40 marks; some without their times, some without a length. */
const ARBITRARY_FILES = fc
  .array(fc.tuple(fc.nat(40), fc.nat(12), fc.constantFrom('whole', 'whole', 'whole', 'no begin', 'no end')), {
    maxLength: 12,
  })
  .map((drawn) =>
    drawn.map(([at, length, kind], index) => {
      const beginsAt = kind === 'no begin' ? null : NOON + at * MARK;
      const endsAt = kind === 'no end' ? null : NOON + (at + length) * MARK;
      return file(`file-${index}`, beginsAt, endsAt);
    }),
  );

describe('the track of some files', () => {
  it('has a gap where no file is', () => {
    const track = only([piece('b', 30, 40), piece('a', 0, 10), piece('c', 45, 60)]);
    expect(seconds(track.gaps)).toEqual([
      [10, 30],
      [40, 45],
    ]);
    expect(track).toMatchObject({ beginsAt: NOON, endsAt: NOON + 60_000, coveredMs: 35_000, overlaps: [] });
  });

  it('has no gap where the next file begins a second later, and one where it is a millisecond more', () => {
    const until = (from: number): readonly Span[] =>
      only([file('a', NOON, NOON + 5000), file('b', NOON + 5000 + from, NOON + 9000)]).gaps;
    expect(until(1000)).toEqual([]);
    expect(until(1001)).toEqual([{ from: NOON + 5000, to: NOON + 6001 }]);
  });

  it('has an overlap as long as two files or more cover a time', () => {
    const track = only([piece('a', 0, 10), piece('b', 8, 12), piece('c', 9, 30), piece('d', 20, 22)]);
    expect(seconds(track.overlaps)).toEqual([
      [8, 12],
      [20, 22],
    ]);
    expect(track).toMatchObject({ coveredMs: 30_000, gaps: [] });
  });

  it('has no overlap where one file begins as the other ends', () => {
    expect(only([piece('a', 0, 10), piece('b', 10, 20)]).overlaps).toEqual([]);
  });

  it('lists the placed files in order of time, then the others', () => {
    const track = only([file('z', NOON, null), file('y', null, NOON), piece('b', 5, 6), piece('c', 0, 1)]);
    expect(track.files).toEqual(['c', 'b', 'y', 'z']);
    expect(track.unplaced).toEqual(['y', 'z']);
  });

  it.each([
    ['an end before the begin', NOON, NOON - 1],
    ['a begin before 1970', -1, NOON],
    ['an end that no calendar has', NOON, 8.64e18],
  ])('does not place a file with %s', (_, beginsAt, endsAt) => {
    expect(only([file('a', beginsAt, endsAt)])).toMatchObject({ unplaced: ['a'], beginsAt: null, endsAt: null });
  });

  it('covers nothing when no file has its times', () => {
    expect(only([file('a', NOON, null)])).toMatchObject({ beginsAt: null, endsAt: null, coveredMs: 0, gaps: [] });
  });
});

describe('tracks', () => {
  it('are one for each user, kind of content and format, in a fixed order', () => {
    const tracks = tracksOf([
      file('a', NOON, NOON),
      file('b', NOON, NOON, { userId: 'bob' }),
      file('c', NOON, NOON, { userId: null }),
      file('d', NOON, NOON, { track: null }),
      file('e', NOON, NOON, { format: 'm3u8' }),
      file('f', NOON, NOON),
    ]);
    expect(tracks.map(({ files }) => files.join(' '))).toEqual(['e', 'a f', 'd', 'b', 'c']);
  });

  it('are none of no files', () => {
    expect(tracksOf([])).toEqual([]);
  });

  it('are the same whatever the order of the files', () => {
    const shuffled = ARBITRARY_FILES.chain((files) =>
      fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })),
    );
    fc.assert(
      fc.property(shuffled, ([files, others]) => {
        expect(tracksOf(others)).toEqual(tracksOf(files));
      }),
    );
  });

  it('list every file once', () => {
    fc.assert(
      fc.property(ARBITRARY_FILES, (files) => {
        const names = tracksOf(files).flatMap((track) => track.files);
        expect(names.sort()).toEqual(files.map(({ name }) => name).sort());
      }),
    );
  });

  it('are made up of what is covered and of gaps longer than the tolerance, which lie apart and in order', () => {
    fc.assert(
      fc.property(ARBITRARY_FILES, (files) => {
        for (const { beginsAt, endsAt, coveredMs, gaps } of tracksOf(files)) {
          const lengths = gaps.map(({ from, to }) => to - from);
          expect(lengths.every((length) => length > TOLERANCE_MS)).toBe(true);
          expect(coveredMs + lengths.reduce((sum, length) => sum + length, 0)).toBe((endsAt ?? 0) - (beginsAt ?? 0));
          const marks = [beginsAt ?? 0, ...gaps.flatMap(({ from, to }) => [from, to]), endsAt ?? 0];
          expect(marks).toEqual([...marks].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('have gaps and overlaps exactly as a count of the files at every moment says', () => {
    fc.assert(
      fc.property(ARBITRARY_FILES, (files) => {
        const [track] = tracksOf(files);
        const counted = countedOut(files);
        expect(track?.gaps ?? []).toEqual(counted.gaps);
        expect(track?.overlaps ?? []).toEqual(counted.overlaps);
      }),
      { numRuns: 2000 },
    );
  });

  it('are right for 10,000 files', () => {
    // Every file reaches a second into the next; after each hundredth there is a pause of ten seconds.
    const files = Array.from({ length: 10_000 }, (_, index) => {
      const from = index * 10 + Math.floor(index / 100) * 10;
      return piece(`file-${index}`, from, from + (index % 100 === 99 ? 10 : 11));
    });
    const track = only(files);
    expect(track.gaps).toHaveLength(99);
    expect(track.overlaps).toHaveLength(9900);
    expect(track.coveredMs).toBe(100_000_000);
  });
});

/** Gaps and overlaps by walking from mark to mark and counting files: slow, and plainly right. */
function countedOut(files: readonly TrackFile[]): { readonly gaps: Span[]; readonly overlaps: Span[] } {
  const placed = files.flatMap(({ beginsAt, endsAt }) =>
    beginsAt !== null && endsAt !== null ? [{ from: beginsAt, to: endsAt }] : [],
  );
  const first = Math.min(...placed.map(({ from }) => from));
  const last = Math.max(...placed.map(({ to }) => to));
  const spansWhere = (holds: (count: number) => boolean, isCutAt: (mark: number) => boolean): Span[] => {
    const spans: { from: number; to: number }[] = [];
    for (let mark = first; mark < last; mark += MARK) {
      if (!holds(placed.filter(({ from, to }) => from <= mark && mark < to).length)) continue;
      const before = spans.at(-1);
      if (before?.to === mark && !isCutAt(mark)) before.to += MARK;
      else spans.push({ from: mark, to: mark + MARK });
    }
    return spans;
  };
  const isPoint = (mark: number): boolean => placed.some(({ from, to }) => from === mark && to === mark);
  const gaps = spansWhere((count) => count === 0, isPoint);
  return {
    gaps: gaps.filter(({ from, to }) => to - from > TOLERANCE_MS),
    overlaps: spansWhere(
      (count) => count >= 2,
      () => false,
    ),
  };
}
