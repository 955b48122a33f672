import { adts } from './adts.ts';
import type { MadeFile } from './file.ts';
import { flv } from './flv.ts';
import { playlist, playlistSlice } from './hls.ts';
import type { Content } from './material.ts';
import { matroska } from './matroska.ts';
import { mp3 } from './mp3.ts';
import { mp4 } from './mp4.ts';
import { playerPage } from './player-page.ts';

/** A file of an emulated recording. The bytes follow from these members only. */
export interface StoredFile {
  /** The extension is the format: mp4, m3u8, aac, mp3, mkv, flv, or html for a page that plays the mp4 of that name. */
  readonly name: string;
  /** Start and end of the recorded time, in ms. */
  readonly from: number;
  readonly to: number;
  /** Content of the file. Absent: picture and sound. An audio format never has a picture. */
  readonly holds?: 'picture' | 'sound' | 'both';
}

type Maker = (content: Content, file: StoredFile) => MadeFile;

const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['mp4', mp4],
  ['m3u8', (content, { name, from }) => playlist(name, from, content)],
  ['aac', adts],
  ['mp3', mp3],
  ['mkv', matroska],
  ['flv', flv],
  ['html', (_content, { name }) => playerPage(name.replace(/\.html$/, '.mp4'))],
]);

/** Returns the file with its size, without generating the bytes; undefined if the format is unknown. */
export function madeFile(file: StoredFile): MadeFile | undefined {
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1);
  return MAKERS.get(ending)?.(contentOf(file), file);
}

/** Bytes of the file at its address; 0 if the format is unknown. */
export function sizeOfFile(file: StoredFile): number {
  return madeFile(file)?.size ?? 0;
}

/** Returns the slice of that name from one of the indexes; undefined if no index has the slice. */
export function sliceOf(files: readonly StoredFile[], name: string): MadeFile | undefined {
  for (const file of files) {
    const slice = file.name.endsWith('.m3u8') && playlistSlice(file.name, file.from, contentOf(file), name);
    if (slice) return slice;
  }
  return undefined;
}

function contentOf({ from, to, holds = 'both' }: StoredFile): Content {
  return { durationMs: to - from, hasPicture: holds !== 'sound', hasSound: holds !== 'picture' };
}
