import { BitWriter } from './bits.ts';
import { BEATS_A_REEL, SOUNDS_A_BEAT } from './material.ts';

// AAC-LC without an encoder: a tone between two lines of the spectrum has the same two lines in every frame. Silent
// frames are padded, so that all frames have the same size.

/** The tone lies between lines 55 and 56 of 1024, which is 437.5 Hz. Both are in scale factor bands of 8 lines. */
const FIRST_BAND = 6;
const BANDS = 2;
/** Volume in steps of 1.5 dB, chosen by listening. */
const GAIN = 179;
/** `sampling_frequency_index` of 16 kHz. */
const RATE_INDEX = 8;
const LOW_COMPLEXITY = 2;
const MONO = 1;

const ELEMENT = { channel: 0, fill: 6, end: 7 } as const;
/** Codebook 1 codes four lines at once. */
const CODEBOOK = 1;
/** Four zero lines, except the last (1) or the first (-1). */
const QUAD = { zero: [0b0, 1], last: [0b10100, 5], minusFirst: [0b10001, 5] } as const;
/** A scale factor equal to the previous. */
const SAME_SCALE = [0b0, 1] as const;

/** Bytes of every frame. */
export const SOUND_SIZE = 16;
/** A tone of 4 frames begins every 16 frames: 256 ms in 1,024 ms. */
const TONE = { frames: 4, every: 16 } as const;
const ADTS_SIZE = 7;
const ADTS_SYNC = 0xfff;
const VARIABLE_RATE = 0x7ff;

/** The AudioSpecificConfig of MP4, Matroska and FLV. */
export const AAC_CONFIGURATION = new BitWriter()
  .put(LOW_COMPLEXITY, 5)
  .put(RATE_INDEX, 4)
  .put(MONO, 4)
  .put(0, 3)
  .toBuffer();

const tone = frame(true);
const silence = frame(false);

/** The frames of AAC in a reel. */
export const SOUNDS: readonly Buffer[] = Array.from({ length: BEATS_A_REEL * SOUNDS_A_BEAT }, (_, index) =>
  index % TONE.every < TONE.frames ? tone : silence,
);

const adtsHeader = new BitWriter()
  .put(ADTS_SYNC, 12)
  .put(0, 1) // MPEG-4
  .put(0, 2)
  .put(1, 1) // without checksum
  .put(LOW_COMPLEXITY - 1, 2)
  .put(RATE_INDEX, 4)
  .put(0, 1)
  .put(MONO, 3)
  .put(0, 4)
  .put(ADTS_SIZE + SOUND_SIZE, 13)
  .put(VARIABLE_RATE, 11)
  .put(0, 2) // one frame
  .toBuffer();

/** The AAC frames of a reel, each with a header that makes the frame independent. */
export const ADTS_SOUNDS: readonly Buffer[] = SOUNDS.map((sound) => Buffer.concat([adtsHeader, sound]));

export const ADTS_SOUND_SIZE = ADTS_SIZE + SOUND_SIZE;

function frame(isTone: boolean): Buffer {
  const bits = new BitWriter()
    .put(ELEMENT.channel, 3)
    .put(0, 4)
    .put(GAIN, 8)
    .put(0, 1)
    .put(0, 2) // one long window
    .put(0, 1) // of the shape of a sine
    .put(isTone ? FIRST_BAND + BANDS : 0, 6)
    .put(0, 1); // no prediction
  if (isTone) {
    bits.put(0, 4).put(FIRST_BAND, 5).put(CODEBOOK, 4).put(BANDS, 5);
    for (let band = 0; band < BANDS; band++) bits.code(SAME_SCALE);
  }
  bits.put(0, 3); // neither pulses nor noise shaping nor gain control
  if (isTone) {
    for (const quad of [QUAD.zero, QUAD.last, QUAD.minusFirst, QUAD.zero]) bits.code(quad);
  }
  return filled(bits).toBuffer();
}

/** Adds a fill element of the size that is missing, and the end. */
function filled(bits: BitWriter): BitWriter {
  const [head, end] = [7, 3];
  const size = Math.floor((SOUND_SIZE * 8 - bits.bitLength - head - end) / 8);
  bits.put(ELEMENT.fill, 3).put(size, 4);
  for (let index = 0; index < size; index++) bits.put(index === 0 ? 0 : 0xa5, 8);
  return bits.put(ELEMENT.end, 3).align();
}
