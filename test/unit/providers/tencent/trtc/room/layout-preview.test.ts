import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlap } from '../../../../../../src/layout/geometry.ts';
import { LayoutStreamKind, type LayoutStream } from '../../../../../../src/layout/layout.ts';
import { previewOf, type LayoutPreview } from '../../../../../../src/layout/preview.ts';
import { trtcLayout } from '../../../../../../src/providers/tencent/trtc/room/layout-preview.ts';
import {
  TrtcBigWindowSide,
  TrtcLayoutMedia,
  TrtcLayoutMode,
  TrtcRenderMode,
} from '../../../../../../src/providers/tencent/trtc/room/layout.types.ts';

const { CUSTOM, FLOATING, GRID, SCREEN_SHARING } = TrtcLayoutMode;
const user = (userId: string): LayoutStream => ({ kind: LayoutStreamKind.MAIN, userId });
const users = (count: number): LayoutStream[] => Array.from({ length: count }, (_, index) => user(`u${index}`));
type Params = Parameters<typeof trtcLayout>[0]['mixLayoutParams'];
const look = (mixLayoutParams: Params, streams: LayoutStream[], canvas = { width: 1000, height: 1000 }) =>
  previewOf(trtcLayout({ canvas, mixLayoutParams }, streams));
const codes = ({ warnings }: LayoutPreview) => warnings.map(({ code, places }) => `${code} ${places.join()}`);
const at = ({ windows }: LayoutPreview, place: number) => {
  const { left, top, right, bottom } = windows.find((window) => window.place === place)!;
  return [left, top, right, bottom].map((edge) => Math.round(edge * 1e9) / 1e9);
};
const count = fc.integer({ min: 1, max: 25 });
const canvas = fc.record({ width: fc.integer({ min: 50, max: 1920 }), height: fc.integer({ min: 50, max: 1080 }) });

describe.each([FLOATING, SCREEN_SHARING, GRID])('template %s of TRTC', (mixLayoutMode) => {
  const sides = fc.constantFrom(TrtcBigWindowSide.LEFT, TrtcBigWindowSide.RIGHT);

  it('keeps every window inside the canvas, and no two on one layer overlap', () => {
    fc.assert(
      fc.property(count, canvas, sides, (pictures, size, maxResolutionUserAlign) => {
        const params = { mixLayoutMode, maxResolutionUserAlign, maxResolutionUserId: 'u0' };
        const { windows } = look(params, users(pictures), size);
        const all = { x: 0, y: 0, ...size };
        expect(windows.every((window) => contains(all, window))).toBe(true);
        const clash = windows.some((a, index) =>
          windows.slice(index + 1).some((b) => a.layer === b.layer && overlap(a, b)),
        );
        expect(clash).toBe(false);
        expect(windows.filter(({ stream }) => stream !== null)).toHaveLength(pictures);
      }),
    );
  });

  it('warns of more than 25 pictures and of who is left out', () => {
    const preview = look({ mixLayoutMode, maxResolutionUserId: 'u0' }, users(27));
    expect(preview.windows).toHaveLength(25);
    expect(codes(preview)).toEqual(['TOO_MANY_PLACES ', 'STREAM_WITHOUT_PLACE ', 'STREAM_WITHOUT_PLACE ']);
  });
});

describe('GRID', () => {
  it('has 1, 2, 4, 9, 16 or 25 equal windows, as few as suffice', () => {
    fc.assert(
      fc.property(count, (pictures) => {
        const { windows } = look({ mixLayoutMode: GRID }, users(pictures));
        expect(windows).toHaveLength([1, 2, 4, 9, 16, 25].find((size) => size >= pictures)!);
        const sizes = windows.map(({ left, right, top, bottom }) =>
          [right - left, bottom - top].map((length) => length.toFixed(9)).join(),
        );
        expect(new Set(sizes).size).toBe(1);
      }),
    );
  });

  it('gives users with sound only a window, unless the input says otherwise', () => {
    const streams = [user('a'), { ...user('b'), audioOnly: true }];
    expect(look({ mixLayoutMode: GRID }, streams).windows).toHaveLength(2);
    const preview = look({ mixLayoutMode: GRID, pureAudioDisableLayout: true }, streams);
    expect(preview.windows).toHaveLength(1);
    expect(preview.warnings).toEqual([]);
  });
});

describe('FLOATING', () => {
  it('puts four per row of 23.5 % with gaps of 1.2 % from the lower left, up to 17 pictures', () => {
    const preview = look({ mixLayoutMode: FLOATING }, users(17));
    expect(at(preview, 0)).toEqual([0, 0, 1, 1]);
    expect(at(preview, 1)).toEqual([0.012, 0.753, 0.247, 0.988]);
    expect(at(preview, 2)).toEqual([0.259, 0.753, 0.494, 0.988]);
    expect(at(preview, 5)).toEqual([0.012, 0.506, 0.247, 0.741]);
    expect(at(preview, 16)).toEqual([0.753, 0.012, 0.988, 0.247]);
  });

  it('puts five per row of 18.8 % with gaps of 1 % for more', () => {
    const preview = look({ mixLayoutMode: FLOATING }, users(18));
    expect(at(preview, 1)).toEqual([0.01, 0.802, 0.198, 0.99]);
    expect(at(preview, 5)).toEqual([0.802, 0.802, 0.99, 0.99]);
    expect(at(preview, 6)).toEqual([0.01, 0.604, 0.198, 0.792]);
  });

  it('shows the first who enters big, or who is named, by stream', () => {
    const second = { kind: LayoutStreamKind.SECOND, userId: 'b' };
    const streams = [user('a'), user('b'), second];
    expect(look({ mixLayoutMode: FLOATING }, streams).windows[0]!.stream).toBe(0);
    const named = { mixLayoutMode: FLOATING, maxResolutionUserId: 'b' };
    expect(look(named, streams).windows.map(({ stream }) => stream)).toEqual([1, 0, 2]);
    expect(look({ ...named, mediaId: TrtcLayoutMedia.SECOND }, streams).windows[0]!.stream).toBe(2);
  });
});

describe('SCREEN_SHARING', () => {
  it.each([
    [5, [0, 0, 4 / 5, 1], 4, [4 / 5, 3 / 4, 1, 1]],
    [6, [0, 0, 6 / 7, 1], 5, [6 / 7, 4 / 6, 1, 5 / 6]],
    [9, [0, 0, 8 / 9, 1], 8, [8 / 9, 7 / 8, 1, 1]],
    [17, [0, 0, 4 / 5, 1], 16, [9 / 10, 7 / 8, 1, 1]],
    [25, [0, 0, 4 / 5, 7 / 8], 24, [7 / 10, 7 / 8, 4 / 5, 1]],
  ])('divides the canvas for %i pictures as documented', (pictures, big, last, small) => {
    const rounded = (edges: number[]) => edges.map((edge) => Math.round(edge * 1e9) / 1e9);
    const preview = look({ mixLayoutMode: SCREEN_SHARING, maxResolutionUserId: 'u0' }, users(pictures));
    expect(at(preview, 0)).toEqual(rounded(big));
    expect(at(preview, last)).toEqual(rounded(small));
  });

  it('puts the big window at the right when the input says so', () => {
    const params = { mixLayoutMode: SCREEN_SHARING, maxResolutionUserId: 'u0' };
    const right = look({ ...params, maxResolutionUserAlign: TrtcBigWindowSide.RIGHT }, users(3));
    expect(at(right, 0)).toEqual([0.2, 0, 1, 1]);
    expect(at(right, 1)).toEqual([0, 0, 0.2, 0.25]);
  });

  it('shows the background in the big window when no user is named', () => {
    const preview = look({ mixLayoutMode: SCREEN_SHARING }, users(2));
    expect(preview.windows.map(({ stream }) => stream)).toEqual([null, 0, 1]);
    expect(codes(preview)).toEqual(['UNREACHABLE_PLACE 0']);
  });
});

describe('CUSTOM', () => {
  const place = { top: 0, left: 0, width: 10, height: 10 };

  it('seats named users in their windows, the others in order of entry', () => {
    const list = [{ ...place }, { ...place, left: 20, userId: 'b', renderMode: TrtcRenderMode.FIT }];
    const { windows, warnings } = look({ mixLayoutMode: CUSTOM, mixLayoutList: list }, [user('b'), user('a')]);
    expect(windows.map(({ userId, renderMode }) => [userId, renderMode])).toEqual([
      ['a', 'CROP'],
      ['b', 'FIT'],
    ]);
    expect(warnings).toEqual([]);
  });

  it('warns of more than 25 places, of places outside and of a canvas too large', () => {
    const list = Array.from({ length: 26 }, (_, index) => ({ ...place, left: index * 100 }));
    const preview = look({ mixLayoutMode: CUSTOM, mixLayoutList: list }, [], { width: 2400, height: 1080 });
    expect(codes(preview)).toEqual([
      'SIZE_NOT_ALLOWED ',
      'TOO_MANY_PLACES 25',
      'SIZE_NOT_ALLOWED 20,21,22,23,24,25',
      'OUTSIDE_CANVAS 24',
      'OUTSIDE_CANVAS 25',
    ]);
  });

  it('has a canvas of 360 x 640 when none is given', () => {
    const { canvas } = previewOf(trtcLayout({ mixLayoutParams: { mixLayoutMode: GRID } }, []));
    expect(canvas).toEqual({ width: 360, height: 640, backgroundColor: '#000000' });
  });
});
