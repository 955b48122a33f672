import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VendorMarks } from '../../../../src/recordings/engine/vendor-marks.ts';
import { SEALED } from '../../../../src/domain/recorder.ts';

const ours = new VendorMarks('our key');
const theirs = new VendorMarks('their key');
const keys = fc.string({ minLength: 1 });

it('a mark follows from the key, from the product and from how often the key was used', () => {
  const seeds = [
    ours.ofKey('TRTC_WEB', 'key', 0),
    ours.ofKey('TRTC_WEB', 'key', 1),
    ours.ofKey('TRTC_WEB', 'key2', 0),
    ours.ofKey('TRTC_ROOM', 'key', 0),
    theirs.ofKey('TRTC_WEB', 'key', 0),
    ours.ofRecording('rec_1'),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(ours.ofKey('TRTC_WEB', 'key', 0)).toBe(seeds[0]);
  for (const seed of seeds) expect(seed).toMatch(/^=[0-9a-z]{15}$/);
});

it('a mark at the end of a key at the vendor is known again, and reports the seed', () => {
  fc.assert(
    fc.property(keys, fc.constantFrom('rec_3560_', 'td', ''), (key, front) => {
      const seed = ours.ofKey('TRTC_WEB', key, 0);
      const vendorKey = front + seed.slice(SEALED.length);
      expect(ours.isOurs(vendorKey)).toBe(true);
      expect(ours.seedOf({ id: 'rec_1', vendorKey })).toBe(seed);
    }),
  );
});

it('marks of other servers are theirs, but for one in 46,656', () => {
  const taken = Array.from({ length: 1000 }, (_, number) => theirs.ofKey('TRTC_WEB', `${number}`, 0));
  expect(taken.filter((mark) => ours.isOurs(mark)).length).toBeLessThan(3);
});

it('a recording that an earlier version started has the seed that it had then', () => {
  for (const vendorKey of [null, 'rec_3560_abcdefghijkl', 'recorder-1', 'of the caller'])
    expect(ours.seedOf({ id: 'rec_1', vendorKey })).toBe('rec_1');
});
