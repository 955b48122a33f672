import { BitWriter } from './bits.ts';
import type { MadeFile } from './file.ts';
import { LONGEST_MS, type Content } from './material.ts';

// MPEG-2 layer III at 8 kbit/s. The tone lies between lines 26 and 27 of 576, at 375 Hz. There, both lines are equal in
// every frame except for the sign, which alternates.

const FRAME_SIZE = 36;
/** Duration of one frame, in ms: 576 samples at 16 kHz. */
const FRAME_MS = 36;
/** A tone of 8 frames begins every 28 frames: 288 ms in 1,008 ms. */
const TONE = { frames: 8, every: 28 } as const;
/** Volume in steps of 1.5 dB, chosen by listening. */
const GAIN = 188;
const SILENT_GAIN = 0;

const SYNC = 0x7ff;
const MPEG_2 = 0b10;
const LAYER_3 = 0b01;
const RATE_8_KBIT = 1;
const RATE_16_KHZ = 2;
const MONO = 0b11;
/** Huffman table 1 has the values -1, 0 and 1 in pairs. */
const TABLE = 1;
const PAIR = { zero: [0b1, 1], both: [0b000, 3] } as const;
const ZERO_PAIRS = 13;
const PAIRS = ZERO_PAIRS + 1;
/** As many bands as there can be in the first of three regions: the table is that of the first. */
const REGION_BANDS = 15;

const loud = [frame(0), frame(1)] as const;
const silence = frame(undefined);
const period = Buffer.concat(
  Array.from({ length: TONE.every }, (_, index) => (index < TONE.frames ? loud[index % 2 === 0 ? 0 : 1] : silence)),
);

/** MP3 with a constant rate. */
export function mp3({ durationMs }: Content): MadeFile {
  const size = Math.max(1, Math.round(Math.min(durationMs, LONGEST_MS) / FRAME_MS)) * FRAME_SIZE;
  return {
    contentType: 'audio/mpeg',
    size,
    *pieces() {
      for (let left = size; left > 0; left -= period.length) {
        const bytes = Math.min(left, period.length);
        yield { size: bytes, make: () => period.subarray(0, bytes) };
      }
    },
  };
}

/** A frame of the tone with that sign; of silence where there is none. */
function frame(sign: 0 | 1 | undefined): Buffer {
  const data = new BitWriter();
  if (sign !== undefined) {
    for (let pair = 0; pair < ZERO_PAIRS; pair++) data.code(PAIR.zero);
    data.code(PAIR.both).put(sign, 1).put(sign, 1);
  }
  const bits = new BitWriter()
    .put(SYNC, 11)
    .put(MPEG_2, 2)
    .put(LAYER_3, 2)
    .put(1, 1) // without checksum
    .put(RATE_8_KBIT, 4)
    .put(RATE_16_KHZ, 2)
    .put(0, 2) // not padded
    .put(MONO, 2)
    .put(0, 6);
  bits
    .put(0, 8) // its data begin in this frame
    .put(0, 1)
    .put(data.bitLength, 12)
    .put(sign === undefined ? 0 : PAIRS, 9)
    .put(sign === undefined ? SILENT_GAIN : GAIN, 8)
    .put(0, 9) // no scale factors
    .put(0, 1) // one long window
    .put(TABLE, 5)
    .put(TABLE, 5)
    .put(TABLE, 5)
    .put(REGION_BANDS, 4)
    .put(0, 3)
    .put(0, 2);
  const bytes = Buffer.concat([bits.toBuffer(), data.align().toBuffer()]);
  return Buffer.concat([bytes, Buffer.alloc(FRAME_SIZE - bytes.length)]);
}
