// What every emulated file shows: colour bars under a bar that fills up, and a short soft tone once a second. All formats
// hold the same pictures and sounds, cut in the same way:
//
// - a beat is one picture and two frames of sound;
// - a reel is 64 beats, at the end of which the bar is full. The first picture of a reel needs none before it. All reels
//   are the same, bytes included, which makes the size and any part of a file a matter of counting.

export const SAMPLE_RATE = 16_000;
export const SAMPLES_A_FRAME = 1024;
export const SOUNDS_A_BEAT = 2;
/** Duration of one frame of AAC, in ms. */
export const SOUND_MS = (SAMPLES_A_FRAME * 1000) / SAMPLE_RATE;
/** Duration of one picture, in ms. */
export const BEAT_MS = SOUND_MS * SOUNDS_A_BEAT;
export const BEATS_A_REEL = 64;
/** Duration of a whole reel, in ms: 8,192. */
export const REEL_MS = BEAT_MS * BEATS_A_REEL;

/** Longer recordings get a file of this length, in ms: 48 hours. Some formats count little further. */
export const LONGEST_MS = 48 * 3_600_000;

/** Contents of a file. At least one of the two is true. */
export interface Content {
  /** How long the recording took, in ms. */
  readonly durationMs: number;
  readonly hasPicture: boolean;
  readonly hasSound: boolean;
}

/** A part of a file with the pictures and sounds of one reel. The last reel may be shorter. */
export interface Reel {
  /** From 0. */
  readonly index: number;
  readonly beats: number;
}

/** Number of beats nearest to the duration: at least one, at most 48 hours. */
export function beatsOf({ durationMs }: Content): number {
  return Math.max(1, Math.round(Math.min(durationMs, LONGEST_MS) / BEAT_MS));
}

/** Number of reels, including the last. */
export function reelCount(beats: number): number {
  return Math.ceil(beats / BEATS_A_REEL);
}

/** Returns the reels of a number of beats, in order. */
export function* reelsOf(beats: number): Generator<Reel> {
  for (let index = 0; index < reelCount(beats); index++) yield { index, beats: beatsIn(index, beats) };
}

/** Number of beats in the reel with that index. */
export function beatsIn(index: number, beats: number): number {
  return Math.min(BEATS_A_REEL, beats - index * BEATS_A_REEL);
}

/** The sum over all reels of a number that depends on the length of a reel alone. */
export function sumOverReels(beats: number, bytesOf: (beats: number) => number): number {
  const whole = Math.floor(beats / BEATS_A_REEL);
  const rest = beats % BEATS_A_REEL;
  return (whole === 0 ? 0 : whole * bytesOf(BEATS_A_REEL)) + (rest === 0 ? 0 : bytesOf(rest));
}
