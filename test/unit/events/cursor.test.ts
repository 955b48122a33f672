import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorOf, placeOf, START } from '../../../src/events/cursor.ts';
import { newEpochId } from '../../../src/ledger/epochs/state.ts';

const places = fc.record({
  epoch: fc.uint8Array({ minLength: 9, maxLength: 9 }).map((bytes) => newEpochId(Buffer.from(bytes))),
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
});

describe('a cursor', () => {
  it('names its change, in at most 100 characters of an address', () => {
    fc.assert(
      fc.property(places, (place) => {
        const cursor = cursorOf(place);
        expect(cursor).toMatch(/^[\w-]{20,100}$/);
        expect(placeOf(cursor)).toEqual(place);
      }),
    );
  });

  it('is refused in words where a character is missing or another one', () => {
    fc.assert(
      fc.property(places, fc.nat(), fc.constantFrom('', 'A', 'z', '_'), (place, at, other) => {
        const cursor = cursorOf(place);
        const index = at % cursor.length;
        const garbled = cursor.slice(0, index) + other + cursor.slice(index + 1);
        fc.pre(Buffer.from(garbled, 'base64url').compare(Buffer.from(cursor, 'base64url')) !== 0);
        expect(placeOf(garbled)).toMatch(/^must be the cursor of a change/);
      }),
    );
  });

  it('is not the number that it was once, and says so', () => {
    for (const number of ['0', '42', '-1', '0000000000001042'])
      expect(placeOf(number)).toMatch(/Numbers are not taken any more: give RecordingChange\.cursor in place of seq/);
    for (const text of ['', ' ', 'null', 'START', '1.e.1.x']) expect(placeOf(text)).toMatch(/whole and unchanged/);
  });

  it('can be the start of all', () => {
    expect(placeOf(START)).toEqual({ epoch: '', seq: 0 });
  });
});
