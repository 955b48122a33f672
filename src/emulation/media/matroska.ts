import { piece, sizeOf, type MadeFile, type Piece } from './file.ts';
import {
  BEAT_MS,
  BEATS_A_REEL,
  beatsOf,
  REEL_MS,
  reelCount,
  reelsOf,
  SAMPLE_RATE,
  SOUND_MS,
  SOUNDS_A_BEAT,
  sumOverReels,
  type Content,
} from './material.ts';
import { AVC_CONFIGURATION, HEIGHT, WIDTH } from './picture.ts';
import { AAC_CONFIGURATION } from './sound.ts';
import { dataOf, pictureBytes, samplesOf, soundBytes } from './tracks.ts';

// A cluster is a reel. Numbers that differ between clusters have a fixed width, so all clusters of a length have the
// same size.

const ID = {
  ebml: 0x1a45dfa3,
  version: 0x4286,
  readVersion: 0x42f7,
  maxIdLength: 0x42f2,
  maxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  lacing: 0x9c,
  defaultDuration: 0x23e383,
  codec: 0x86,
  codecPrivate: 0x63a2,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  audio: 0xe1,
  rate: 0xb5,
  channels: 0x9f,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cuePositions: 0xb7,
  cueTrack: 0xf7,
  cueCluster: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const;

const NS_A_MS = 1_000_000;
/** Track numbers, by content. */
const TRACK = { picture: 1, sound: 2 } as const;
const KEY = 0x80;
const APPLICATION = 'Tapedeck emulator';
/** Size fields have 4 bytes everywhere: up to 256 MB. */
const SIZE_SIZE = 4;
const SIZE_MARK = 0x10000000;
const FIXED_NUMBER = 4;
/** Header of a block: id, size, track, time and flags. */
const BLOCK_HEAD_SIZE = 1 + SIZE_SIZE + 4;
const CLUSTER_HEAD_SIZE = 4 + SIZE_SIZE + 1 + SIZE_SIZE + FIXED_NUMBER;
const CUE_SIZE =
  1 +
  SIZE_SIZE +
  (1 + SIZE_SIZE + FIXED_NUMBER) +
  (1 + SIZE_SIZE) +
  (1 + SIZE_SIZE + 1) +
  (1 + SIZE_SIZE + FIXED_NUMBER);

/** Matroska with H.264 and AAC. */
export function matroska(content: Content): MadeFile {
  const beats = beatsOf(content);
  const reelBytes = (length: number) => {
    const blocks = (content.hasPicture ? length : 0) + (content.hasSound ? length * SOUNDS_A_BEAT : 0);
    const data = pictureBytes(content, length) + soundBytes(content, length);
    return CLUSTER_HEAD_SIZE + blocks * BLOCK_HEAD_SIZE + data;
  };
  const dataSize = sumOverReels(beats, reelBytes);
  const before = [...information(beats), ...tracks(content)];
  const cueSize = reelCount(beats) * CUE_SIZE;
  const cuesHead = Buffer.concat([idOf(ID.cues), sizeField(cueSize)]);
  const firstCluster = sizeOf(before) + cuesHead.length + cueSize;
  const segmentHead = Buffer.concat([idOf(ID.segment), sizeField(firstCluster + dataSize)]);
  const head = [...ebmlHead(), piece(segmentHead), ...before, piece(cuesHead)];
  const track = content.hasPicture ? TRACK.picture : TRACK.sound;
  return {
    contentType: content.hasPicture ? 'video/x-matroska' : 'audio/x-matroska',
    size: sizeOf(head) + cueSize + dataSize,
    *pieces() {
      yield* head;
      for (const { index } of reelsOf(beats)) {
        const position = firstCluster + index * reelBytes(BEATS_A_REEL);
        yield { size: CUE_SIZE, make: () => cue(index * REEL_MS, track, position) };
      }
      for (const reel of reelsOf(beats)) {
        yield { size: reelBytes(reel.beats), make: () => cluster(content, reel.index * REEL_MS, reel.beats) };
      }
    },
  };
}

function ebmlHead(): Piece[] {
  return [
    piece(
      element(
        ID.ebml,
        number(ID.version, 1),
        number(ID.readVersion, 1),
        number(ID.maxIdLength, 4),
        number(ID.maxSizeLength, 8),
        text(ID.docType, 'matroska'),
        number(ID.docTypeVersion, 4),
        number(ID.docTypeReadVersion, 2),
      ),
    ),
  ];
}

function information(beats: number): Piece[] {
  return [
    piece(
      element(
        ID.info,
        element(ID.timestampScale, fixed(NS_A_MS)),
        float(ID.duration, beats * BEAT_MS),
        text(ID.muxingApp, APPLICATION),
        text(ID.writingApp, APPLICATION),
      ),
    ),
  ];
}

function tracks({ hasPicture, hasSound }: Content): Piece[] {
  const size = element(ID.video, element(ID.width, fixed(WIDTH)), element(ID.height, fixed(HEIGHT)));
  const form = element(ID.audio, float(ID.rate, SAMPLE_RATE), number(ID.channels, 1));
  const picture = entry(TRACK.picture, BEAT_MS, 'V_MPEG4/ISO/AVC', AVC_CONFIGURATION, size);
  const sound = entry(TRACK.sound, SOUND_MS, 'A_AAC', AAC_CONFIGURATION, form);
  return [piece(element(ID.tracks, ...(hasPicture ? [picture] : []), ...(hasSound ? [sound] : [])))];
}

function entry(track: number, sampleMs: number, codec: string, configuration: Buffer, form: Buffer): Buffer {
  return element(
    ID.trackEntry,
    number(ID.trackNumber, track),
    number(ID.trackUid, track),
    number(ID.trackType, track),
    number(ID.lacing, 0),
    element(ID.defaultDuration, fixed(sampleMs * NS_A_MS)),
    text(ID.codec, codec),
    element(ID.codecPrivate, configuration),
    form,
  );
}

/** Returns an index entry: the position of the cluster at a time. With this entry, players seek without reading the whole file. */
function cue(at: number, track: number, position: number): Buffer {
  const place = element(ID.cuePositions, number(ID.cueTrack, track), element(ID.cueCluster, fixed(position)));
  return element(ID.cuePoint, element(ID.cueTime, fixed(at)), place);
}

function cluster(content: Content, at: number, beats: number): Buffer {
  const blocks = [...samplesOf(content, beats)].map((sample) => {
    const isKey = sample.kind === 'sound' || sample.index === 0;
    const head = Buffer.from([0x80 | TRACK[sample.kind], 0, 0, isKey ? KEY : 0]);
    head.writeInt16BE(sample.at * SOUND_MS, 1);
    return element(ID.simpleBlock, head, dataOf(sample));
  });
  return element(ID.cluster, element(ID.timestamp, fixed(at)), ...blocks);
}

function element(id: number, ...contents: readonly Buffer[]): Buffer {
  const size = contents.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([idOf(id), sizeField(size), ...contents]);
}

function idOf(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex, 'hex');
}

function sizeField(size: number): Buffer {
  return fixed(SIZE_MARK + size);
}

function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(FIXED_NUMBER);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A number in one byte. */
function number(id: number, value: number): Buffer {
  return element(id, Buffer.from([value]));
}

function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value));
}

function float(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}
