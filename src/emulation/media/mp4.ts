import { piece, sizeOf, type MadeFile, type Piece } from './file.ts';
import {
  BEAT_MS,
  BEATS_A_REEL,
  beatsIn,
  beatsOf,
  reelCount,
  reelsOf,
  SAMPLE_RATE,
  SAMPLES_A_FRAME,
  SOUNDS_A_BEAT,
  sumOverReels,
  type Content,
} from './material.ts';
import { box, boxHeader, fullBox, table, u16, u32 } from './mp4-boxes.ts';
import { AVC_CONFIGURATION, HEIGHT, WIDTH } from './picture.ts';
import { AAC_CONFIGURATION, SOUND_SIZE, SOUNDS } from './sound.ts';
import { pictureBytes, SIZED_PICTURES, soundBytes } from './tracks.ts';

// The index comes first, so that a player can start before the end of the download. Each reel is a chunk of pictures,
// then a chunk of sounds.

/** Times of the movie as a whole are in ms. */
const MOVIE_SCALE = 1000;
const ONE = 0x10000;
const MATRIX = u32(ONE, 0, 0, 0, ONE, 0, 0, 0, 0x40000000);
const ENABLED_IN_MOVIE = 3;
/** "und": of no known language. */
const UNDETERMINED = 0x55c4;
const DOTS_PER_INCH = 72 * ONE;
const DEPTH = 24;

interface Track {
  readonly id: number;
  readonly handler: 'vide' | 'soun';
  readonly size: readonly [width: number, height: number];
  readonly media: Buffer | readonly Piece[];
  readonly entry: readonly Piece[];
  /** Units of time per second and per sample. */
  readonly scale: number;
  readonly delta: number;
  readonly samplesABeat: number;
  readonly sizes: readonly Piece[];
  /** The independent samples; empty if all samples are independent. */
  readonly keys: readonly Piece[];
  /** Bytes of a chunk before the track's own in the same reel. */
  readonly before: (beats: number) => number;
}

/** MP4 with H.264 and AAC. */
export function mp4(content: Content): MadeFile {
  const beats = beatsOf(content);
  const reelBytes = (length: number) => pictureBytes(content, length) + soundBytes(content, length);
  const dataSize = sumOverReels(beats, reelBytes);
  const tracks = [
    ...(content.hasPicture ? [pictures(beats)] : []),
    ...(content.hasSound ? [sounds(beats, (length) => pictureBytes(content, length))] : []),
  ];
  const type = box('ftyp', Buffer.from('isom'), u32(0x200), Buffer.from('isomiso2avc1mp41'));
  const head = (firstByte: number) => [
    ...type,
    ...movie(beats, tracks, (reel) => firstByte + reel * reelBytes(BEATS_A_REEL)),
    piece(boxHeader('mdat', dataSize)),
  ];
  const headSize = sizeOf(head(0));
  return {
    contentType: content.hasPicture ? 'video/mp4' : 'audio/mp4',
    size: headSize + dataSize,
    *pieces() {
      yield* head(headSize);
      for (const reel of reelsOf(beats)) {
        yield { size: reelBytes(reel.beats), make: () => reelData(content, reel.beats) };
      }
    },
  };
}

function reelData({ hasPicture, hasSound }: Content, beats: number): Buffer {
  return Buffer.concat([
    ...(hasPicture ? SIZED_PICTURES.slice(0, beats) : []),
    ...(hasSound ? SOUNDS.slice(0, beats * SOUNDS_A_BEAT) : []),
  ]);
}

function pictures(beats: number): Track {
  const [id, reference] = [1, 1];
  const place = [
    Buffer.alloc(6),
    u16(reference),
    Buffer.alloc(16),
    u16(WIDTH, HEIGHT),
    u32(DOTS_PER_INCH, DOTS_PER_INCH, 0),
  ];
  const noName = Buffer.alloc(32);
  return {
    id,
    handler: 'vide',
    size: [WIDTH, HEIGHT],
    media: fullBox('vmhd', 1, Buffer.alloc(8)),
    entry: box('avc1', ...place, u16(1), noName, u16(DEPTH, 0xffff), box('avcC', AVC_CONFIGURATION)),
    scale: MOVIE_SCALE,
    delta: BEAT_MS,
    samplesABeat: 1,
    sizes: [piece(u32(0)), ...table(beats, (index) => SIZED_PICTURES[index % BEATS_A_REEL]!.length)],
    keys: fullBox(
      'stss',
      0,
      table(reelCount(beats), (reel) => reel * BEATS_A_REEL + 1),
    ),
    before: () => 0,
  };
}

function sounds(beats: number, before: Track['before']): Track {
  const [id, reference, channels, sampleBits] = [2, 1, 1, 16];
  const place = [
    Buffer.alloc(6),
    u16(reference),
    Buffer.alloc(8),
    u16(channels, sampleBits, 0, 0),
    u32(SAMPLE_RATE * ONE),
  ];
  return {
    id,
    handler: 'soun',
    size: [0, 0],
    media: fullBox('smhd', 0, u32(0)),
    entry: box('mp4a', ...place, fullBox('esds', 0, soundDescriptor())),
    scale: SAMPLE_RATE,
    delta: SAMPLES_A_FRAME,
    samplesABeat: SOUNDS_A_BEAT,
    sizes: [piece(u32(SOUND_SIZE, beats * SOUNDS_A_BEAT))],
    keys: [],
    before,
  };
}

/** The ES_Descriptor of MPEG-4. */
function soundDescriptor(): Buffer {
  const [stream, decoder, specific, sync] = [3, 4, 5, 6];
  const [mpeg4Audio, audioStream] = [0x40, 0x15];
  const descriptor = (tag: number, ...parts: readonly Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, body.length]), body]);
  };
  const noRates = Buffer.alloc(11);
  const configuration = descriptor(specific, AAC_CONFIGURATION);
  return descriptor(
    stream,
    Buffer.alloc(3),
    descriptor(decoder, Buffer.from([mpeg4Audio, audioStream]), noRates, configuration),
    descriptor(sync, Buffer.from([2])),
  );
}

function movie(beats: number, tracks: readonly Track[], reelStart: (reel: number) => number): Piece[] {
  const nextId = tracks.length + 2;
  const header = [u32(0, 0, MOVIE_SCALE, beats * BEAT_MS, ONE), u16(0x100, 0), u32(0, 0), MATRIX, Buffer.alloc(24)];
  return box(
    'moov',
    fullBox('mvhd', 0, ...header, u32(nextId)),
    ...tracks.map((track) => trackBox(beats, track, reelStart)),
  );
}

function trackBox(beats: number, track: Track, reelStart: (reel: number) => number): Piece[] {
  const { id, handler, size, media, scale, delta, samplesABeat } = track;
  const volume = handler === 'soun' ? 0x100 : 0;
  const head = [u32(0, 0, id, 0, beats * BEAT_MS), u32(0, 0), u16(0, 0, volume, 0), MATRIX];
  const [width, height] = size;
  const duration = beats * samplesABeat * delta;
  const name = Buffer.from('Emulated\0');
  return box(
    'trak',
    fullBox('tkhd', ENABLED_IN_MOVIE, ...head, u32(width * ONE, height * ONE)),
    box(
      'mdia',
      fullBox('mdhd', 0, u32(0, 0, scale, duration), u16(UNDETERMINED, 0)),
      fullBox('hdlr', 0, u32(0), Buffer.from(handler), Buffer.alloc(12), name),
      box(
        'minf',
        media,
        box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1))),
        sampleTable(beats, track, reelStart),
      ),
    ),
  );
}

function sampleTable(beats: number, track: Track, reelStart: (reel: number) => number): Piece[] {
  const { entry, samplesABeat, delta, sizes, keys, before } = track;
  const reels = reelCount(beats);
  const offsetOf = (reel: number) => reelStart(reel) + before(beatsIn(reel, beats));
  return box(
    'stbl',
    fullBox('stsd', 0, u32(1), entry),
    fullBox('stts', 0, u32(1, beats * samplesABeat, delta)),
    keys,
    fullBox('stsc', 0, chunkLengths(beats, samplesABeat)),
    fullBox('stsz', 0, sizes),
    fullBox('stco', 0, table(reels, offsetOf)),
  );
}

/** Samples per chunk, by first chunk: equal for all reels except the last. */
function chunkLengths(beats: number, samplesABeat: number): Buffer {
  const reels = reelCount(beats);
  const description = 1;
  const whole = [1, Math.min(beats, BEATS_A_REEL) * samplesABeat, description];
  const last = beatsIn(reels - 1, beats);
  if (reels === 1 || last === BEATS_A_REEL) return u32(1, ...whole);
  return u32(2, ...whole, reels, last * samplesABeat, description);
}
