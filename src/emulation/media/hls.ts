import type { MadeFile, Piece } from './file.ts';
import { BEAT_MS, beatsOf, REEL_MS, reelCount, reelsOf, beatsIn, type Content, type Reel } from './material.ts';
import { transportStream } from './ts.ts';

const ENDING = /\.m3u8$/;
const SLICE = /^(.*)_(\d{17})\.ts$/s;

/** The index of an HLS recording: one slice per reel, named after its start. `name` is the name of the index. */
export function playlist(name: string, from: number, content: Content): MadeFile {
  const beats = beatsOf(content);
  const targetSeconds = Math.ceil(REEL_MS / 1000);
  const head = `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:${targetSeconds}\n#EXT-X-PLAYLIST-TYPE:VOD\n`;
  const end = '#EXT-X-ENDLIST\n';
  const line = ({ index, beats: length }: Reel) =>
    `#EXTINF:${((length * BEAT_MS) / 1000).toFixed(3)},\n${encodeURIComponent(sliceName(name, from, index))}\n`;
  // All lines have the same length.
  const lineSize = line({ index: 0, beats: beatsIn(0, beats) }).length;
  return {
    contentType: 'application/vnd.apple.mpegurl',
    size: head.length + reelCount(beats) * lineSize + end.length,
    *pieces() {
      yield text(head);
      for (const reel of reelsOf(beats)) yield { size: lineSize, make: () => Buffer.from(line(reel)) };
      yield text(end);
    },
  };
}

/** The slice of that name in the recording with that index; undefined when there is none. */
export function playlistSlice(index: string, from: number, content: Content, name: string): MadeFile | undefined {
  const [, base, digits] = SLICE.exec(name) ?? [];
  if (base === undefined || digits === undefined || base !== index.replace(ENDING, '')) return undefined;
  const beats = beatsOf(content);
  const number = (momentOf(digits) - from) / REEL_MS;
  if (!Number.isInteger(number) || number < 0 || number >= reelCount(beats)) return undefined;
  return transportStream(content, { index: number, beats: beatsIn(number, beats) });
}

function sliceName(name: string, from: number, index: number): string {
  return `${name.replace(ENDING, '')}_${digitsOf(from + index * REEL_MS)}.ts`;
}

/** Formats a moment for the name of a slice, in UTC: 20231114221321500. */
export function digitsOf(moment: number): string {
  return new Date(moment).toISOString().replace(/\D/g, '');
}

function momentOf(digits: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits)?.slice(1).map(Number) ?? [];
  const [year = NaN, month = NaN, ...rest] = parts;
  return Date.UTC(year, month - 1, ...rest);
}

function text(content: string): Piece {
  return { size: Buffer.byteLength(content), make: () => Buffer.from(content) };
}
