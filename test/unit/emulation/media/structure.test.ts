import { describe, expect, it } from 'vitest';
import { PICTURES } from '../../../../src/emulation/media/picture.ts';
import { bytes, fileOf, made, slicesOf } from '../../../shared/emulation/media/media.ts';

const PACKET = 188;

/** Returns boxes by name, including nested boxes. */
function boxesOf(data: Buffer, start = 0, end = data.length): [name: string, contents: Buffer][] {
  const found: [string, Buffer][] = [];
  let at = start;
  for (; at < end; at += data.readUInt32BE(at)) {
    const name = data.toString('latin1', at + 4, at + 8);
    const last = at + data.readUInt32BE(at);
    found.push([name, data.subarray(at + 8, last)]);
    if (['moov', 'trak', 'mdia', 'minf', 'stbl'].includes(name)) found.push(...boxesOf(data, at + 8, last));
  }
  expect(at).toBe(end);
  return found;
}

it('places every picture of an mp4 where its index says', () => {
  const data = bytes(made(fileOf('mp4', 20_000)));
  const boxes = boxesOf(data);
  const contentsOf = (name: string) => boxes.find(([it]) => it === name)![1];
  const sizes = contentsOf('stsz');
  const offsets = contentsOf('stco');
  const count = sizes.readUInt32BE(8);
  expect(count).toBe(156);
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (index % 64 === 0) at = offsets.readUInt32BE(8 + (4 * index) / 64);
    const size = sizes.readUInt32BE(12 + 4 * index);
    expect(data.readUInt32BE(at)).toBe(size - 4);
    expect(data[at + 4]! & 0x1f).toBe(index % 64 === 0 ? 5 : 1);
    at += size;
  }
});

it('holds nothing in a picture that looks like the beginning of another', () => {
  for (const picture of PICTURES) expect(picture.toString('hex')).not.toMatch(/^(..)*00000[012]/);
});

it('moves from picture to picture', () => {
  expect(new Set(PICTURES.map((picture) => picture.toString('hex'))).size).toBe(PICTURES.length);
});

describe('the slices of HLS', () => {
  it('number their packets without a gap, over all slices', () => {
    const next = new Map<number, number>();
    for (const slice of slicesOf(fileOf('m3u8', 30_000))) {
      const data = bytes(slice);
      for (let at = 0; at < data.length; at += PACKET) {
        expect(data[at]).toBe(0x47);
        const pid = data.readUInt16BE(at + 1) & 0x1fff;
        const counter = data[at + 3]! & 0xf;
        expect(counter).toBe(next.get(pid) ?? counter);
        next.set(pid, (counter + 1) % 16);
      }
    }
    expect([...next.keys()].sort((a, b) => a - b)).toEqual([0, 0x100, 0x101, 0x1000]);
  });

  it('hold the time of the last picture of a day within 33 bits', () => {
    const [last] = slicesOf(fileOf('m3u8', 48 * 3_600_000)).slice(-1);
    expect(bytes(last!).length).toBe(last!.size);
  });
});

it.each([
  ['aac', 23, 'fff1'],
  ['mp3', 36, 'fff3'],
])('begins every frame of %s, of %i bytes, with %s', (format, size, sync) => {
  const data = bytes(made(fileOf(format, 5000)));
  expect(data.length % size).toBe(0);
  for (let at = 0; at < data.length; at += size) expect(data.toString('hex', at, at + 2)).toBe(sync);
});

it('ends every tag of an flv with its size, in the order of times', () => {
  const data = bytes(made(fileOf('flv', 20_000)));
  expect(data.toString('latin1', 0, 3)).toBe('FLV');
  const times = new Map<number, number>();
  let at = 13;
  while (at < data.length) {
    const size = 11 + data.readUIntBE(at + 1, 3);
    const time = data.readUIntBE(at + 4, 3) + data[at + 7]! * 2 ** 24;
    expect(time).toBeGreaterThanOrEqual(times.get(data[at]!) ?? 0);
    times.set(data[at]!, time);
    expect(data.readUInt32BE(at + size)).toBe(size);
    at += size + 4;
  }
  expect(at).toBe(data.length);
  expect([...times]).toEqual([
    [18, 0],
    [9, 155 * 128],
    [8, 311 * 64],
  ]);
});
