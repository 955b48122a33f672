import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input, MPEG_TS, type InputTrack } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import type { StoredFile } from '../../../../src/emulation/media/stored-file.ts';
import { bytes, fileOf, made, slicesOf } from '../../../shared/emulation/media/media.ts';

// Read by an independent library.

const CODECS = { picture: ['avc'], sound: ['aac'], both: ['avc', 'aac'] } as const;

async function opened(data: Buffer, formats = ALL_FORMATS) {
  const input = new Input({ formats, source: new BufferSource(data) });
  return { seconds: await input.computeDuration(), tracks: await input.getTracks() };
}

const codecsOf = (tracks: readonly InputTrack[]) => Promise.all(tracks.map((track) => track.getCodec()));

describe.each(['mp4', 'mkv'])('%s', (format) => {
  it.each(['both', 'picture', 'sound'] as const)('plays %s for as long as was recorded', async (holds) => {
    for (const length of [100, 5000, 65_432]) {
      const { seconds, tracks } = await opened(bytes(made(fileOf(format, length, holds))));
      expect(await codecsOf(tracks)).toEqual(CODECS[holds]);
      expect(Math.abs(seconds * 1000 - length)).toBeLessThanOrEqual(64);
    }
  });

  it('has a picture to begin with every 8.192 s, and each at its time', async () => {
    const { tracks } = await opened(bytes(made(fileOf(format, 20_000))));
    const packets = await packetsOf(tracks[0]!);
    expect(packets.map(({ timestamp }) => Math.round(timestamp * 1000))).toEqual(
      packets.map((_, index) => index * 128),
    );
    expect(packets.flatMap(({ type }, index) => (type === 'key' ? [index] : []))).toEqual([0, 64, 128]);
  });

  it('says how large its picture is', async () => {
    const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes(made(fileOf(format, 1000)))) });
    expect(await input.getPrimaryVideoTrack()).toMatchObject({ codedWidth: 256, codedHeight: 144 });
    expect(await input.getPrimaryAudioTrack()).toMatchObject({ sampleRate: 16_000, numberOfChannels: 1 });
  });
});

it.each(['aac', 'mp3'])('%s plays for as long as was recorded', async (format) => {
  for (const length of [100, 5000, 65_432]) {
    const { seconds, tracks } = await opened(bytes(made(fileOf(format, length))));
    expect(await codecsOf(tracks)).toEqual([format]);
    expect(Math.abs(seconds * 1000 - length)).toBeLessThanOrEqual(64);
  }
});

describe('HLS', () => {
  it.each(['both', 'picture', 'sound'] as const)('has slices of %s that follow each other', async (holds) => {
    const index: StoredFile = fileOf('m3u8', 20_000, holds);
    const starts: number[] = [];
    for (const slice of slicesOf(index)) {
      const { tracks } = await opened(bytes(slice), [MPEG_TS]);
      expect(await codecsOf(tracks)).toEqual(CODECS[holds]);
      starts.push(await tracks[0]!.getFirstTimestamp());
    }
    expect(starts.map((start) => Math.round((start - starts[0]!) * 1000))).toEqual([0, 8192, 16_384]);
  });

  it('says how long its slices are', () => {
    const text = bytes(made(fileOf('m3u8', 20_000))).toString();
    const lengths = [...text.matchAll(/#EXTINF:([\d.]+),/g)].map(([, seconds]) => Number(seconds));
    expect(lengths).toEqual([8.192, 8.192, 3.584]);
    expect(text).toMatch(/^#EXTM3U\n/);
    expect(text).toMatch(/#EXT-X-ENDLIST\n$/);
  });
});

async function packetsOf(track: InputTrack) {
  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}
