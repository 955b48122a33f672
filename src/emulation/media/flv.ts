import { piece, sizeOf, type MadeFile, type Piece } from './file.ts';
import { BEAT_MS, beatsOf, REEL_MS, reelsOf, SOUND_MS, SOUNDS_A_BEAT, sumOverReels, type Content } from './material.ts';
import { AVC_CONFIGURATION, HEIGHT, WIDTH } from './picture.ts';
import { AAC_CONFIGURATION } from './sound.ts';
import { dataOf, pictureBytes, samplesOf, soundBytes } from './tracks.ts';

const TAG = { sound: 8, picture: 9, script: 18 } as const;
const TAG_HEADER_SIZE = 11;
/** Bytes of the size of a tag, which is written again after the tag. */
const TAG_END_SIZE = 4;
const CONTAINS = { sound: 4, picture: 1 } as const;

const [CONFIGURATION, DATA] = [0, 1];
/** AVC: a key frame, or a frame that needs the previous frame. The frame has the time of its tag. */
const PICTURE = { key: 0x17, next: 0x27 } as const;
const PICTURE_HEAD_SIZE = 5;
/** AAC. The bits for rate and channels have no meaning there. */
const SOUND = 0xaf;
const SOUND_HEAD_SIZE = 2;

const AMF = { number: 0, text: 2, list: 8, end: 9 } as const;

/** Flash video with H.264 and AAC. */
export function flv(content: Content): MadeFile {
  const beats = beatsOf(content);
  const reelBytes = (length: number) => {
    const [pictures, sounds] = [content.hasPicture ? length : 0, content.hasSound ? length * SOUNDS_A_BEAT : 0];
    const heads = pictures * PICTURE_HEAD_SIZE + sounds * SOUND_HEAD_SIZE;
    const tags = (pictures + sounds) * (TAG_HEADER_SIZE + TAG_END_SIZE);
    return tags + heads + pictureBytes(content, length) + soundBytes(content, length);
  };
  const head = headOf(content, beats);
  return {
    contentType: 'video/x-flv',
    size: sizeOf(head) + sumOverReels(beats, reelBytes),
    *pieces() {
      yield* head;
      for (const reel of reelsOf(beats)) {
        yield { size: reelBytes(reel.beats), make: () => reelTags(content, reel.index * REEL_MS, reel.beats) };
      }
    },
  };
}

function headOf({ hasPicture, hasSound }: Content, beats: number): Piece[] {
  const contains = (hasSound ? CONTAINS.sound : 0) | (hasPicture ? CONTAINS.picture : 0);
  const start = Buffer.from([...Buffer.from('FLV'), 1, contains, 0, 0, 0, 9, 0, 0, 0, 0]);
  const values = { duration: (beats * BEAT_MS) / 1000, ...(hasPicture && { width: WIDTH, height: HEIGHT }) };
  return [
    start,
    tag(TAG.script, 0, metadata(values)),
    ...(hasPicture ? [tag(TAG.picture, 0, pictureHead(PICTURE.key, CONFIGURATION), AVC_CONFIGURATION)] : []),
    ...(hasSound ? [tag(TAG.sound, 0, Buffer.from([SOUND, CONFIGURATION]), AAC_CONFIGURATION)] : []),
  ].map(piece);
}

function reelTags(content: Content, from: number, beats: number): Buffer {
  const tags = [...samplesOf(content, beats)].map((sample) => {
    const at = from + sample.at * SOUND_MS;
    if (sample.kind === 'sound') return tag(TAG.sound, at, Buffer.from([SOUND, DATA]), dataOf(sample));
    return tag(TAG.picture, at, pictureHead(sample.index === 0 ? PICTURE.key : PICTURE.next, DATA), dataOf(sample));
  });
  return Buffer.concat(tags);
}

function pictureHead(kind: number, packet: number): Buffer {
  return Buffer.from([kind, packet, 0, 0, 0]);
}

/** A tag of that time, in ms. */
function tag(type: number, at: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(TAG_HEADER_SIZE);
  head.writeUInt8(type, 0);
  head.writeUIntBE(body.length, 1, 3);
  head.writeUIntBE(at & 0xffffff, 4, 3);
  head.writeUInt8((at >>> 24) & 0xff, 7);
  const end = Buffer.alloc(TAG_END_SIZE);
  end.writeUInt32BE(TAG_HEADER_SIZE + body.length);
  return Buffer.concat([head, body, end]);
}

/** `onMetaData` in the Action Message Format. */
function metadata(values: Readonly<Record<string, number>>): Buffer {
  const name = (value: string) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(value.length);
    return Buffer.concat([length, Buffer.from(value)]);
  };
  const count = Buffer.alloc(4);
  count.writeUInt32BE(Object.keys(values).length);
  const members = Object.entries(values).map(([key, value]) => {
    const number = Buffer.alloc(8);
    number.writeDoubleBE(value);
    return Buffer.concat([name(key), Buffer.from([AMF.number]), number]);
  });
  const start = [Buffer.from([AMF.text]), name('onMetaData'), Buffer.from([AMF.list]), count];
  return Buffer.concat([...start, ...members, name(''), Buffer.from([AMF.end])]);
}
