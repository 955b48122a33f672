import { describe, expect, it } from 'vitest';
import { STARTS, type Input, type Value } from '../contract-walk.ts';
import { fullInputs } from '../contract-inputs.ts';
import { api, smallest, ROOM, TIW, RONG, schema, GME, WEB, BUCKET, window, MARK, rongWindow } from './rules.ts';

/** Inputs that break about every rule, with values that can be told from the words of any rule. */
const BROKEN: Readonly<Record<string, Input>> = {
  [TIW]: {
    ...smallest(TIW),
    roomId: 0,
    recordUserId: `canary-${'é'.repeat(30)}`,
    recordUserSig: '',
    concat: { enabled: true, image: 'canary-image' },
    whiteboard: { width: 1, height: -7331 },
    mixStream: {
      enabled: true,
      custom: {
        canvas: { layoutParams: { width: 2417, height: 1717 }, backgroundColor: 'canary-colour' },
        inputStreamList: [{ layoutParams: { width: 2503, height: 1, x: 3919 }, backgroundColor: 'canary-colour' }],
      },
    },
    recordControl: { enabled: true, streamControls: [{ streamId: 'canary-stream' }, { streamId: '' }] },
    autoStopTimeout: 299,
    trtcRoomId: 0,
  },
  [GME]: {
    ...smallest(GME),
    roomId: '',
    subscribeRecordUserIds: { subscribeUserIds: Array<string>(21).fill('canary'), unSubscribeUserIds: ['canary-user'] },
  },
  [ROOM]: {
    ...smallest(ROOM),
    roomId: 'canary-room',
    userId: '',
    userSig: '',
    recordParams: { recordMode: 'MIXED', maxIdleTime: 4, maxMediaFileDuration: 1447 },
    storageParams: { cloudVod: { tencentVod: { mediaType: 'AAC', userDefineRecordId: 'canary/é' } } },
    mixTranscodeParams: {
      videoParams: { width: 1873, height: 1439, fps: 61, bitRate: 63999, gop: 7331 },
      audioParams: { sampleRate: 'HZ_48000', channel: 'MONO', bitRate: 128001 },
    },
    mixLayoutParams: {
      mixLayoutMode: 'CUSTOM',
      mixLayoutList: [{ ...window(1871, 1437, 1759, 1613), alpha: 257, subBackgroundImage: 'canary-picture' }],
      backGroundColor: 'canary-colour',
      waterMarkList: [{ waterMarkType: 'TEXT', waterMarkImage: MARK.waterMarkImage }],
    },
    resourceExpiredHour: 739,
    privateMapKey: '',
  },
  [WEB]: {
    ...smallest(WEB),
    recordUrl: 'canary-page',
    storageParams: {
      cloudStorage: {
        ...BUCKET,
        vendor: 'S3',
        accessKey: 'canary-access',
        secretKey: 'canary-secret',
        bucket: '',
        fileNamePrefix: ['canary/x'],
      },
    },
    maxDurationLimit: 1799,
    webRecordVideoParams: { width: 1931, height: 1087, maxMediaFileDuration: 1447 },
    recordId: `canary-${'é'.repeat(13)}`,
    publishCdnParams: [{ publishCdnUrl: 'rtmp://a.test' }, { publishCdnUrl: 'canary-target' }],
    readyTimeout: 67,
  },
  [RONG]: {
    ...smallest(RONG),
    ...rongWindow(0.8125, 1.4375, 0.6875, 0.3125),
    roomId: 'canary.room',
    sessionId: '',
  },
};

const FAULTS: Readonly<Record<string, readonly string[]>> = {
  [TIW]: [
    'autoStopTimeout',
    'concat.image',
    'mixStream',
    'mixStream.custom.canvas.backgroundColor',
    'mixStream.custom.inputStreamList.0.backgroundColor',
    'mixStream.custom.inputStreamList.0.layoutParams',
    'mixStream.custom.inputStreamList.0.layoutParams.height',
    'mixStream.custom.inputStreamList.0.layoutParams.x',
    'recordControl.streamControls.1.streamId',
    'recordUserId',
    'recordUserId',
    'recordUserSig',
    'roomId',
    'trtcRoomId',
    'whiteboard.height',
    'whiteboard.width',
  ],
  [GME]: ['roomId', 'subscribeRecordUserIds.subscribeUserIds', 'subscribeRecordUserIds.unSubscribeUserIds'],
  [ROOM]: [
    'mixLayoutParams.backGroundColor',
    'mixLayoutParams.mixLayoutList.0.alpha',
    'mixLayoutParams.mixLayoutList.0.height',
    'mixLayoutParams.mixLayoutList.0.subBackgroundImage',
    'mixLayoutParams.mixLayoutList.0.width',
    'mixLayoutParams.waterMarkList.0.waterMarkChar',
    'mixTranscodeParams.audioParams.bitRate',
    'mixTranscodeParams.videoParams.bitRate',
    'mixTranscodeParams.videoParams.fps',
    'mixTranscodeParams.videoParams.height',
    'privateMapKey',
    'recordParams.maxIdleTime',
    'recordParams.maxMediaFileDuration',
    'resourceExpiredHour',
    'roomId',
    'storageParams.cloudVod.tencentVod.mediaType',
    'storageParams.cloudVod.tencentVod.userDefineRecordId',
    'userId',
    'userSig',
  ],
  [WEB]: [
    'maxDurationLimit',
    'publishCdnParams.1.publishCdnUrl',
    'readyTimeout',
    'recordId',
    'recordUrl',
    'storageParams.cloudStorage.bucket',
    'storageParams.cloudStorage.fileNamePrefix.0',
    'storageParams.cloudStorage.vendor',
    'webRecordVideoParams.height',
    'webRecordVideoParams.maxMediaFileDuration',
    'webRecordVideoParams.width',
  ],
  [RONG]: [
    'config.input.video.1.height',
    'config.input.video.1.width',
    'config.input.video.1.y',
    'roomId',
    'sessionId',
  ],
};

function leaves(value: Value): Value[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

describe('an input with many faults', () => {
  it.each(STARTS)('of $name gets all of them at once', async ({ name }) => {
    const { errors, sent, refusals } = await api.call(name, BROKEN[name]!);
    expect(refusals).toEqual([]);
    expect(errors.map(({ path }) => path!.slice(1).join('.')).sort()).toEqual(FAULTS[name]);
    expect(sent).toBeUndefined();
  });

  it.each(STARTS)('of $name gets none of its values back', async ({ name }) => {
    const { errors } = await api.call(name, BROKEN[name]!);
    // Names of enum values and small numbers are words of the rules, too.
    const told = leaves(BROKEN[name]!).flatMap((value) => {
      if (typeof value === 'string') return value.startsWith('canary') ? [value] : [];
      return typeof value === 'number' && Math.abs(value) > 999 ? [value.toString()] : [];
    });
    const repeated = errors.filter(({ message }) => told.some((value) => message.includes(value)));
    expect(repeated.map(({ path, message }) => `${path!.join('.')}: ${message}`)).toEqual([]);
  });

  it.each(STARTS)('of $name, given in full with each text broken, gets no secret back', async (each) => {
    const input = fullInputs(schema, each)[0]!;
    const secrets: string[] = [];
    const spoil = (value: Value): Value => {
      if (typeof value === 'string' && !/^[A-Z0-9_]+$/.test(value)) {
        secrets.push(`"; secret-${secrets.length}`);
        return secrets.at(-1)!;
      }
      if (Array.isArray(value)) return value.map(spoil);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoil(member)]));
    };
    const { errors } = await api.call(each.name, spoil(input) as Input);
    expect(secrets.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toContain('secret-');
  });
});
