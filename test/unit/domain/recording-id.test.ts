import { expect, it } from 'vitest';
import { isRecordingId, newRecordingId } from '../../../src/domain/recording-id.ts';

const NOW = Date.UTC(2026, 10, 21);
const LAST = Date.UTC(9999, 11, 31);

it('is an id', () => {
  for (const now of [0, NOW, LAST]) expect(isRecordingId(newRecordingId(now))).toBe(true);
});

it('is made of its time and its random bits alone', () => {
  const random = Uint8Array.from([0, 31, 32, 255, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(newRecordingId(0, random)).toBe('rec_00000000000z0z12345678');
  expect(newRecordingId(NOW, random)).toBe(newRecordingId(NOW, random));
});

it('sorts by time, whatever the random bits are', () => {
  const [low, high] = [0, 31].map((fill) => new Uint8Array(12).fill(fill));
  const times = [0, 1, 31, 32, 1023, 1024, NOW, NOW + 1, LAST];
  const ids = times.map((now, place) => newRecordingId(now, place % 2 === 0 ? high : low));
  expect([...ids].sort()).toEqual(ids);
});

it('is never the same twice in a moment', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => newRecordingId(NOW)));
  expect(ids.size).toBe(10_000);
});

it.each([
  '',
  'rec_',
  `rec_${'0'.repeat(21)}`,
  `rec_${'0'.repeat(23)}`,
  `REC_${'0'.repeat(22)}`,
  `rec_${'i'.repeat(22)}`,
  `rec_${'u'.repeat(22)}`,
  `rec_${'A'.repeat(22)}`,
  `rec_${'0'.repeat(22)}\n`,
  ` rec_${'0'.repeat(22)}`,
])('is not %j', (text) => {
  expect(isRecordingId(text)).toBe(false);
});
