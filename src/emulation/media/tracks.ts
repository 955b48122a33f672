import { BEATS_A_REEL, SOUNDS_A_BEAT, type Content } from './material.ts';
import { PICTURES } from './picture.ts';
import { SOUND_SIZE, SOUNDS } from './sound.ts';

const LENGTH_SIZE = 4;

/** The pictures of a reel, each after its length, for MP4, Matroska and FLV. */
export const SIZED_PICTURES: readonly Buffer[] = PICTURES.map((picture) => {
  const length = Buffer.alloc(LENGTH_SIZE);
  length.writeUInt32BE(picture.length);
  return Buffer.concat([length, picture]);
});

/** Bytes of the pictures from the beginning of a reel, by number of beats. */
const PICTURE_SUMS: readonly number[] = SIZED_PICTURES.reduce(
  (sums: readonly number[], { length }) => [...sums, sums.at(-1)! + length],
  [0],
);

/** Bytes of the pictures of these beats, within one reel; 0 for a file without pictures. */
export function pictureBytes({ hasPicture }: Content, beats: number): number {
  return hasPicture ? PICTURE_SUMS[Math.min(beats, BEATS_A_REEL)]! : 0;
}

/** Bytes of the sounds of a number of beats; 0 if the file has no sound. */
export function soundBytes({ hasSound }: Content, beats: number): number {
  return hasSound ? beats * SOUNDS_A_BEAT * SOUND_SIZE : 0;
}

/** A picture or a sound, with its time from the start of the reel in units of one sound frame. */
export interface Sample {
  readonly kind: 'picture' | 'sound';
  readonly at: number;
  /** Of the pictures and sounds of the reel. */
  readonly index: number;
}

/** Returns the samples of these beats in order of time. */
export function* samplesOf({ hasPicture, hasSound }: Content, beats: number): Generator<Sample> {
  for (let beat = 0; beat < beats; beat++) {
    if (hasPicture) yield { kind: 'picture', at: beat * SOUNDS_A_BEAT, index: beat };
    for (let sound = 0; hasSound && sound < SOUNDS_A_BEAT; sound++) {
      const index = beat * SOUNDS_A_BEAT + sound;
      yield { kind: 'sound', at: index, index };
    }
  }
}

/** Returns the bytes of a sample for MP4, Matroska and FLV. */
export function dataOf({ kind, index }: Sample): Buffer {
  return (kind === 'picture' ? SIZED_PICTURES[index] : SOUNDS[index])!;
}
