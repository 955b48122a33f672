import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WHOLE, rect } from '../../../src/layout/geometry.ts';
import { LayoutStreamKind, type Layout, type LayoutStream, type Place } from '../../../src/layout/layout.ts';
import { previewOf } from '../../../src/layout/preview.ts';

const MAIN = LayoutStreamKind.MAIN;
const user = (userId: string): LayoutStream => ({ kind: MAIN, userId });
const anyone = (x: number, y: number, width: number, height: number, layer = 0): Place => ({
  rect: rect(x, y, width, height),
  layer,
  guest: 'any',
});
const layout = (places: Place[], streams: LayoutStream[] = []): Layout => ({
  canvas: { width: 100, height: 100, backgroundColor: '#000000' },
  places,
  streams,
  warnings: [],
});
const codes = (of: Layout): string[] => previewOf(of).warnings.map(({ code, places }) => `${code} ${places.join()}`);

describe('a preview', () => {
  it('gives the places from back to front, and those of one layer in their order', () => {
    const places = [2, 0, 1, 0].map((layer, index) => anyone(index / 4, 0, 0.25, 1, layer));
    expect(previewOf(layout(places)).windows.map(({ place }) => place)).toEqual([1, 3, 2, 0]);
  });

  it('seats streams in order of entry: in their own place, or else in the first that is free', () => {
    const own: Place = { ...anyone(0.5, 0, 0.5, 1), guest: ({ userId }) => userId === 'b' };
    const { windows } = previewOf(layout([anyone(0, 0, 0.5, 1), own], [user('b'), user('a')]));
    expect(windows.map(({ userId, stream }) => [userId, stream])).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
  });

  it('seats no user twice, and leaves no place for any user empty while a user has no place', () => {
    const guest = fc.constantFrom<Place['guest']>('any', 'none', ({ userId }) => userId === 'a');
    fc.assert(
      fc.property(fc.array(guest, { maxLength: 8 }), fc.array(fc.constantFrom('a', 'b')), (guests, users) => {
        const places = guests.map((who): Place => ({ ...anyone(0, 0, 1, 1), guest: who }));
        const { windows } = previewOf(layout(places, users.map(user)));
        const seated = windows.flatMap(({ stream }) => stream ?? []);
        expect(new Set(seated).size).toBe(seated.length);
        const free = windows.filter(({ place, stream }) => stream === null && guests[place] === 'any');
        expect(free.length === 0 || seated.length === users.length).toBe(true);
      }),
    );
  });
});

describe('warnings', () => {
  it('name places that overlap on one layer', () => {
    expect(codes(layout([anyone(0, 0, 0.6, 1), anyone(0.5, 0, 0.5, 1)]))).toEqual(['OVERLAP 0,1']);
  });

  it('name places that are partly covered, and not small places inside a big place', () => {
    expect(codes(layout([anyone(0, 0, 0.6, 1), anyone(0.5, 0, 0.5, 1, 1)]))).toEqual(['OVERLAP 0,1']);
    expect(codes(layout([anyone(0, 0, 1, 1), anyone(0.5, 0, 0.2, 0.2, 1)]))).toEqual([]);
  });

  it('name a hidden place, only while an opaque user is in front', () => {
    const places = (opacity: number): Place[] => [
      { ...anyone(0.1, 0.1, 0.2, 0.2) },
      { rect: WHOLE, layer: 1, guest: 'any', opacity },
    ];
    expect(codes(layout(places(1), [user('a'), user('b')]))).toEqual(['COVERED 0,1']);
    expect(codes(layout(places(1), [user('a')]))).toEqual([]);
    expect(codes(layout(places(0.5), [user('a'), user('b')]))).toEqual([]);
  });

  it('name places outside the canvas, without an area, and none at all', () => {
    const places = [anyone(0.9, 0, 0.2, 0.1), anyone(2, 0, 0.1, 0.1), anyone(0, 0.5, 0, 0.1)];
    expect(codes(layout(places))).toEqual(['OUTSIDE_CANVAS 0', 'OUTSIDE_CANVAS 1', 'SIZE_NOT_ALLOWED 2']);
    expect(codes(layout([]))).toEqual(['NO_PLACES ']);
  });

  it('name competing streams, empty places and streams without a place; never an id', () => {
    const own = (x: number, name: string): Place => ({
      ...anyone(x, 0, 0.5, 1),
      guest: ({ userId }) => userId === name,
    });
    const places = [own(0, 'twin'), own(0.5, 'absent')];
    const { warnings } = previewOf(layout(places, [user('twin'), user('twin')]));
    expect(warnings.map(({ code, streams }) => `${code} ${streams.join()}`)).toEqual([
      'CONTESTED_PLACE 0,1',
      'UNREACHABLE_PLACE ',
      'STREAM_WITHOUT_PLACE 1',
    ]);
    expect(JSON.stringify(warnings)).not.toMatch(/twin|absent/);
  });

  it('say nothing of streams when none is given', () => {
    expect(codes(layout([{ ...anyone(0, 0, 1, 1), guest: () => false }]))).toEqual([]);
  });
});
