import { BitWriter } from './bits.ts';
import type { MadeFile } from './file.ts';
import { BEAT_MS, BEATS_A_REEL, REEL_MS, SOUNDS_A_BEAT, type Content, type Reel } from './material.ts';
import { PICTURES, PPS, SPS } from './picture.ts';
import { ADTS_SOUND_SIZE, ADTS_SOUNDS } from './sound.ts';
import { PACKET_SIZE, packetCount, packets, PID, tablePacket, type Counters } from './ts-packets.ts';

// A slice of an HLS recording is one reel as a transport stream, with all data that a player needs to start there.

const TICKS_A_MS = 90;
/** Delay from the clock to the display of a sample, in ms: the time for its arrival. */
const LEAD_MS = 700;

const START_CODE = Buffer.from([0, 0, 0, 1]);
/** An access unit delimiter: a picture of any kind follows. */
const DELIMITER = Buffer.from([0x09, 0xf0]);
const STREAM = { picture: 0xe0, sound: 0xc0 } as const;
const STREAM_TYPE = { picture: 0x1b, sound: 0x0f } as const;
const TABLE = { programs: 0, program: 2 } as const;
const PES_HEADER_SIZE = 14;
const PROGRAM = 1;
const CHECKSUM_SIZE = 4;

const PICTURE_UNITS: readonly Buffer[] = PICTURES.map((picture, index) =>
  Buffer.concat([DELIMITER, ...(index === 0 ? [SPS, PPS] : []), picture].flatMap((unit) => [START_CODE, unit])),
);

/** Returns one slice. Its packet counters continue where the previous slice ended. */
export function transportStream(content: Content, { index, beats }: Reel): MadeFile {
  const size = (2 + picturePackets(content, beats) + soundPackets(content, beats)) * PACKET_SIZE;
  const make = () => Buffer.concat([...slice(content, index, beats)]);
  return { contentType: 'video/mp2t', size, pieces: () => [{ size, make }] };
}

function* slice(content: Content, index: number, beats: number): Generator<Buffer> {
  const { hasPicture, hasSound } = content;
  const counters = countersBefore(content, index);
  yield tablePacket(PID.programs, programs(), counters);
  yield tablePacket(PID.program, program(content), counters);
  for (let beat = 0; beat < beats; beat++) {
    const clock = (index * REEL_MS + beat * BEAT_MS) * TICKS_A_MS;
    const shownAt = clock + LEAD_MS * TICKS_A_MS;
    if (hasPicture) {
      const unit = pes(STREAM.picture, shownAt, PICTURE_UNITS[beat]!);
      yield* packets(PID.picture, unit, counters, clock, beat === 0);
    }
    if (hasSound) {
      const sounds = ADTS_SOUNDS.slice(beat * SOUNDS_A_BEAT, (beat + 1) * SOUNDS_A_BEAT);
      const unit = pes(STREAM.sound, shownAt, Buffer.concat(sounds));
      yield* packets(PID.sound, unit, counters, hasPicture ? undefined : clock, beat === 0);
    }
  }
}

function picturePackets({ hasPicture }: Content, beats: number): number {
  if (!hasPicture) return 0;
  return PICTURE_UNITS.slice(0, beats).reduce(
    (sum, { length }) => sum + packetCount(PES_HEADER_SIZE + length, true),
    0,
  );
}

function soundPackets({ hasPicture, hasSound }: Content, beats: number): number {
  if (!hasSound) return 0;
  return beats * packetCount(PES_HEADER_SIZE + SOUNDS_A_BEAT * ADTS_SOUND_SIZE, !hasPicture);
}

function countersBefore(content: Content, index: number): Counters {
  return {
    [PID.programs]: index % 16,
    [PID.program]: index % 16,
    [PID.picture]: (index * picturePackets(content, BEATS_A_REEL)) % 16,
    [PID.sound]: (index * soundPackets(content, BEATS_A_REEL)) % 16,
  };
}

/** A packetised elementary stream unit that is shown at that time. */
function pes(stream: number, shownAt: number, data: Buffer): Buffer {
  const [afterLength, afterHeaderLength] = [3 + 5, 5];
  const at = shownAt % 2 ** 33;
  const head = new BitWriter()
    .put(1, 24)
    .put(stream, 8)
    .put(afterLength + data.length, 16)
    .put(0b10, 2)
    .put(0b000100, 6) // data begin a unit
    .put(0b10, 2) // with the time at which they are shown
    .put(0, 6)
    .put(afterHeaderLength, 8)
    .put(0b0010, 4)
    .put(Math.floor(at / 2 ** 30), 3)
    .put(1, 1)
    .put(Math.floor(at / 2 ** 15) % 2 ** 15, 15)
    .put(1, 1)
    .put(at % 2 ** 15, 15)
    .put(1, 1);
  return Buffer.concat([head.toBuffer(), data]);
}

function programs(): Buffer {
  return section(TABLE.programs, new BitWriter().put(PROGRAM, 16).put(0b111, 3).put(PID.program, 13));
}

function program({ hasPicture, hasSound }: Content): Buffer {
  const bits = new BitWriter().put(0b111, 3).put(hasPicture ? PID.picture : PID.sound, 13);
  bits.put(0b1111, 4).put(0, 12);
  const stream = (type: number, pid: number) => bits.put(type, 8).put(0b111, 3).put(pid, 13).put(0b1111, 4).put(0, 12);
  if (hasPicture) stream(STREAM_TYPE.picture, PID.picture);
  if (hasSound) stream(STREAM_TYPE.sound, PID.sound);
  return section(TABLE.program, bits);
}

function section(table: number, contents: BitWriter): Buffer {
  const body = contents.toBuffer();
  const afterLength = 5;
  const bytes = new BitWriter()
    .put(table, 8)
    .put(0b1011, 4)
    .put(afterLength + body.length + CHECKSUM_SIZE, 12)
    .put(PROGRAM, 16)
    .put(0b11_00000_1, 8) // version 0, in force
    .put(0, 16); // the only section
  const checked = Buffer.concat([bytes.toBuffer(), body]);
  return Buffer.concat([checked, checksum(checked)]);
}

/** CRC-32 of MPEG-2: most significant bit first, not inverted. */
function checksum(bytes: Buffer): Buffer {
  const polynomial = 0x04c11db7;
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ polynomial : sum << 1;
  }
  const result = Buffer.alloc(CHECKSUM_SIZE);
  result.writeUInt32BE(sum >>> 0);
  return result;
}
