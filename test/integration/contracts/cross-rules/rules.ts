import { minimalInput, openApi, ROOTS, type Input, type Root, type Value } from '../contract-walk.ts';

export const api = await openApi();
export const { schema } = api;

export const root = (name: string): Root => ROOTS.find((candidate) => candidate.name === name)!;
export const smallest = (name: string): Input => minimalInput(schema, root(name));

export const TIW = 'tiwStartOnlineRecord';
export const GME = 'gmeStartRecord';
export const ROOM = 'trtcCreateCloudRecording';
export const WEB = 'trtcStartWebRecord';
export const RONG = 'rongcloudStartRecord';

export const BUCKET = { vendor: 'COS', region: 'ap-singapore', bucket: 'b', accessKey: 'k', secretKey: 's' };

/** Mixed whiteboard video on a canvas of 100 x 50, with a place that fits and one that is tried. */
export const tiwPlace = (place: Input): Input => ({
  extras: ['MIX_STREAM'],
  mixStream: {
    enabled: true,
    custom: {
      canvas: { layoutParams: { width: 100, height: 50 } },
      inputStreamList: [{ layoutParams: { width: 100, height: 50 } }, { layoutParams: place }],
    },
  },
});
export const TIW_PLACE = 'mixStream.custom.inputStreamList.1.layoutParams';

export const video = (width: number, height: number): Input => ({
  videoParams: { width, height, fps: 15, bitRate: 64000, gop: 10 },
});
export const window = (left: number, top: number, width: number, height: number): Input => ({ left, top, width, height });
export const windows = (...list: Value[]): Input => ({ mixLayoutMode: 'CUSTOM', mixLayoutList: list });
export const pictures = (...list: Input[]): Input => ({
  mixLayoutMode: 'GRID',
  waterMarkList: list.map((place) => ({ waterMarkImage: { waterMarkUrl: 'https://a.test/b.png', ...place } })),
});
export const watermark = (mark: Input): Input => ({ mixLayoutParams: { mixLayoutMode: 'GRID', waterMarkList: [mark] } });
export const MARK = {
  waterMarkImage: { waterMarkUrl: 'https://a.test/b.png', ...window(0, 0, 1, 1) },
  waterMarkChar: { ...window(0, 0, 1, 1), chars: 'a' },
  waterMarkTimestamp: { pos: 'CENTER' },
};
export const aac = (mediaType: string): Input => ({ storageParams: { cloudVod: { tencentVod: { mediaType } } } });

export const rongcloud = (config: Input): Input => ({ config: { ...(smallest(RONG)['config'] as Input), ...config } });
export const rongWindow = (x: number, y: number, width: number, height: number): Input =>
  rongcloud({
    mixLayout: 'CUSTOM',
    input: {
      video: [
        { userId: 'a', streamId: 'a', x: 0, y: 0, width: 1, height: 1 },
        { userId: 'b', streamId: 'b', x, y, width, height },
      ],
    },
  });

export interface CrossRule {
  readonly rule: string;
  readonly mutation: string;
  /** Top-level fields that break the rule, and the only faults they have. */
  readonly refused: Input;
  readonly faults: Readonly<Record<string, RegExp>>;
  readonly taken: Input;
}

/** One rule in several shapes. */
export function shapes(
  mutation: string,
  rule: string,
  faults: CrossRule['faults'],
  pairs: readonly (readonly [string, Input, Input])[],
): CrossRule[] {
  return pairs.map(([shape, refused, taken]) => ({ mutation, rule: `${rule}: ${shape}`, faults, refused, taken }));
}

export const RULES: CrossRule[] = [
  // TIW
  ...shapes(TIW, 'a mixed video needs MIX_STREAM', { mixStream: /MIX_STREAM in extras/ }, [
    [
      'no extras',
      { mixStream: { enabled: true, modelId: 'ROW' } },
      { mixStream: { enabled: true, modelId: 'ROW' }, extras: ['MIX_STREAM'] },
    ],
    [
      'empty extras',
      { mixStream: { enabled: false, modelId: 'ROW' }, extras: [] },
      { mixStream: { enabled: false, modelId: 'ROW' }, extras: ['MIX_STREAM'] },
    ],
    ['extras without a mixed video', { mixStream: { enabled: true, modelId: 'ROW' } }, { extras: ['MIX_STREAM'] }],
  ]),
  {
    mutation: TIW,
    rule: 'a mixed video has a built-in layout or one of its own',
    refused: { extras: ['MIX_STREAM'], mixStream: { enabled: true } },
    faults: { 'mixStream.modelId': /required when custom is absent/ },
    taken: tiwPlace({ width: 2, height: 2 }),
  },
  ...shapes(TIW, 'places lie inside the canvas', { [TIW_PLACE]: /inside the canvas/ }, [
    ['right edge', tiwPlace({ x: 61, width: 40, height: 50 }), tiwPlace({ x: 60, width: 40, height: 50 })],
    ['lower edge', tiwPlace({ y: 11, width: 100, height: 40 }), tiwPlace({ y: 10, width: 100, height: 40 })],
    ['too wide at the edge', tiwPlace({ width: 101, height: 50 }), tiwPlace({ width: 100, height: 50 })],
    ['too high at the edge', tiwPlace({ width: 100, height: 51 }), tiwPlace({ x: 0, y: 0, width: 100, height: 50 })],
  ]),
  ...shapes(TIW, 'the recorder is named after its room', { recordUserId: /tic_record_user_<roomId>_<random>/ }, [
    [
      'another room',
      { roomId: 8, recordUserId: 'tic_record_user_7_1' },
      { roomId: 8, recordUserId: 'tic_record_user_8_1' },
    ],
    [
      'the start of a longer number',
      { roomId: 429496729, recordUserId: 'tic_record_user_4294967295_1' },
      { roomId: 4294967295, recordUserId: 'tic_record_user_4294967295_1' },
    ],
    [
      'nothing behind the room',
      { roomId: 8, recordUserId: 'tic_record_user_8_' },
      { roomId: 8, recordUserId: 'tic_record_user_8_8' },
    ],
  ]),

  // GME
  ...shapes(GME, 'a user has an id', { 'subscribeRecordUserIds.subscribeUserIds.0': /must not be empty/ }, [
    [
      'an empty text, which GraphQL makes a list of',
      { subscribeRecordUserIds: { subscribeUserIds: '' } },
      { subscribeRecordUserIds: { subscribeUserIds: 'alice' } },
    ],
  ]),
  { mutation: GME, rule: 'application 0 is none', refused: { bizId: 0 }, faults: { bizId: /from 1/ }, taken: { bizId: 1 } },
  {
    mutation: ROOM,
    rule: 'application 0 is none',
    refused: { sdkAppId: 0 },
    faults: { sdkAppId: /from 1/ },
    taken: { sdkAppId: 4_294_967_295 },
  },
  ...shapes(
    GME,
    'users are listed to be taken or to be left out',
    { 'subscribeRecordUserIds.unSubscribeUserIds': /together with subscribeUserIds/ },
    [
      [
        'both',
        { subscribeRecordUserIds: { subscribeUserIds: ['a'], unSubscribeUserIds: ['b'] } },
        { subscribeRecordUserIds: { subscribeUserIds: ['a'] } },
      ],
      [
        'both, and an empty one is as good as none',
        { subscribeRecordUserIds: { subscribeUserIds: ['a'], unSubscribeUserIds: ['b'] } },
        { subscribeRecordUserIds: { subscribeUserIds: ['a'], unSubscribeUserIds: [] } },
      ],
      [
        'both, and two empty ones are as good as none',
        { subscribeRecordUserIds: { subscribeUserIds: ['a'], unSubscribeUserIds: ['b'] } },
        { subscribeRecordUserIds: { subscribeUserIds: [], unSubscribeUserIds: [] } },
      ],
    ],
  ),

  // TRTC, storage of both kinds of recording
  {
    mutation: WEB,
    rule: 'pages go to no bucket of a third party',
    refused: { storageParams: { cloudStorage: { ...BUCKET, vendor: 'S3' } } },
    faults: { 'storageParams.cloudStorage.vendor': /must be COS/ },
    taken: { storageParams: { cloudStorage: BUCKET } },
  },

  // TRTC, rooms
  ...shapes(ROOM, 'aac files are of sound only', { 'storageParams.cloudVod.tencentVod.mediaType': /streamType AUDIO/ }, [
    [
      'aac, everything by default',
      { recordParams: { recordMode: 'MIXED' }, ...aac('AAC') },
      { recordParams: { recordMode: 'MIXED', streamType: 'AUDIO' }, ...aac('AAC') },
    ],
    [
      'hls and aac, with the picture',
      { recordParams: { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO' }, ...aac('HLS_AND_AAC') },
      { recordParams: { recordMode: 'MIXED', streamType: 'AUDIO' }, ...aac('HLS_AND_AAC') },
    ],
    [
      'aac of the picture',
      { recordParams: { recordMode: 'MIXED', streamType: 'VIDEO' }, ...aac('AAC') },
      { recordParams: { recordMode: 'MIXED', streamType: 'VIDEO' }, ...aac('HLS_AND_MP4') },
    ],
  ]),
  ...['Audio', 'Video'].map((kind): CrossRule => {
    const other = kind === 'Audio' ? 'Video' : 'Audio';
    const lists = (subscribeStreamUserIds: Input): Input => ({
      recordParams: { recordMode: 'SINGLE', subscribeStreamUserIds },
    });
    return {
      mutation: ROOM,
      rule: `${kind.toLowerCase()} of users is listed to be taken or to be left out`,
      refused: lists({ [`subscribe${kind}UserIds`]: ['a'], [`unSubscribe${kind}UserIds`]: ['b'] }),
      faults: {
        [`recordParams.subscribeStreamUserIds.unSubscribe${kind}UserIds`]: new RegExp(
          `together with subscribe${kind}UserIds`,
        ),
      },
      taken: lists({ [`subscribe${kind}UserIds`]: ['a'], [`unSubscribe${other}UserIds`]: ['b'] }),
    };
  }),
  ...shapes(ROOM, 'a picture has at most 1920 x 1080', { 'mixTranscodeParams.videoParams.height': /1920 x 1080/ }, [
    ['wide', { mixTranscodeParams: video(1920, 1081) }, { mixTranscodeParams: video(1920, 1080) }],
    ['high', { mixTranscodeParams: video(1081, 1920) }, { mixTranscodeParams: video(1080, 1920) }],
    ['square', { mixTranscodeParams: video(1441, 1440) }, { mixTranscodeParams: video(1440, 1440) }],
  ]),
  {
    mutation: ROOM,
    rule: 'a layout of your own lists its windows',
    refused: { mixLayoutParams: { mixLayoutMode: 'CUSTOM' } },
    faults: { 'mixLayoutParams.mixLayoutList': /required when mixLayoutMode is CUSTOM/ },
    taken: { mixLayoutParams: { mixLayoutMode: 'FLOATING' } },
  },
  ...shapes(ROOM, 'windows lie inside the canvas', { 'mixLayoutParams.mixLayoutList.1.width': /within the canvas/ }, [
    [
      'right edge',
      {
        mixTranscodeParams: video(640, 480),
        mixLayoutParams: windows(window(0, 0, 640, 480), window(141, 80, 500, 400)),
      },
      {
        mixTranscodeParams: video(640, 480),
        mixLayoutParams: windows(window(0, 0, 640, 480), window(140, 80, 500, 400)),
      },
    ],
    [
      'right edge of the 360 pixels that are the default',
      { mixLayoutParams: windows(window(0, 0, 360, 640), window(1, 0, 360, 640)) },
      { mixLayoutParams: windows(window(0, 0, 360, 640), window(1, 0, 359, 640)) },
    ],
  ]),
  ...shapes(ROOM, 'windows lie inside the canvas', { 'mixLayoutParams.mixLayoutList.0.height': /within the canvas/ }, [
    [
      'lower edge',
      { mixTranscodeParams: video(640, 480), mixLayoutParams: windows(window(140, 81, 500, 400)) },
      { mixTranscodeParams: video(640, 480), mixLayoutParams: windows(window(140, 80, 500, 400)) },
    ],
    [
      'lower edge of the 640 pixels that are the default',
      { mixTranscodeParams: {}, mixLayoutParams: windows(window(0, 1, 360, 640)) },
      { mixTranscodeParams: {}, mixLayoutParams: windows(window(0, 1, 360, 639)) },
    ],
  ]),
  {
    mutation: ROOM,
    rule: 'watermark pictures lie inside the canvas: right edge',
    refused: {
      mixTranscodeParams: video(640, 480),
      mixLayoutParams: pictures(window(0, 0, 10, 10), window(600, 440, 41, 40)),
    },
    faults: { 'mixLayoutParams.waterMarkList.1.waterMarkImage.width': /within the canvas/ },
    taken: {
      mixTranscodeParams: video(640, 480),
      mixLayoutParams: pictures(window(0, 0, 10, 10), window(600, 440, 40, 40)),
    },
  },
  {
    mutation: ROOM,
    rule: 'watermark pictures lie inside the canvas: lower edge',
    refused: { mixLayoutParams: pictures(window(0, 640, 10, 1)) },
    faults: { 'mixLayoutParams.waterMarkList.0.waterMarkImage.height': /within the canvas/ },
    taken: { mixLayoutParams: pictures(window(0, 639, 10, 1)) },
  },
  ...[
    ['waterMarkImage', 'IMAGE', undefined],
    ['waterMarkImage', 'IMAGE', 'IMAGE'],
    ['waterMarkChar', 'TEXT', 'TEXT'],
    ['waterMarkTimestamp', 'TIMESTAMP', 'TIMESTAMP'],
  ].map(([part, words, waterMarkType]): CrossRule => {
    const type: Input = waterMarkType === undefined ? {} : { waterMarkType };
    const { [part as keyof typeof MARK]: own, ...others } = MARK;
    return {
      mutation: ROOM,
      rule: `a watermark ${waterMarkType === undefined ? 'without a type' : `of type ${waterMarkType}`} has its ${part!}`,
      refused: watermark({ ...type, ...others }),
      faults: { [`mixLayoutParams.waterMarkList.0.${part!}`]: new RegExp(`required when waterMarkType is ${words!}`) },
      taken: watermark({ ...type, [part!]: own }),
    };
  }),
  ...shapes(ROOM, 'a room has an id of its kind', { roomId: /a number from 1 to 4294967294 when roomIdType is NUMBER/ }, [
    ['room 0', { roomId: '0' }, { roomId: '1' }],
    ['one number too many', { roomId: '4294967295' }, { roomId: '4294967294' }],
    ['eleven digits', { roomId: '10000000000', roomIdType: 'NUMBER' }, { roomId: '1000000000', roomIdType: 'NUMBER' }],
    ['a zero in front', { roomId: '01' }, { roomId: '01', roomIdType: 'STRING' }],
    ['text by default', { roomId: 'class' }, { roomId: 'class', roomIdType: 'STRING' }],
    ['a fraction', { roomId: '1.5', roomIdType: null }, { roomId: '1.5', roomIdType: 'STRING' }],
    ['an empty number', { roomId: '' }, { roomId: '9' }],
    ['an empty text', { roomId: '', roomIdType: 'STRING' }, { roomId: ' ', roomIdType: 'STRING' }],
    [
      '65 bytes',
      { roomId: 'a'.repeat(65), roomIdType: 'STRING' },
      { roomId: 'a'.repeat(64), roomIdType: 'STRING' },
    ],
    [
      'letters of other alphabets',
      { roomId: 'salle-é', roomIdType: 'STRING' },
      { roomId: 'azAZ09 !#$%&()+-:;<=.>?@[]^_{}|~,', roomIdType: 'STRING' },
    ],
    ...['*', '"', "'", '/', '\\', '`', '\n', '\t'].map(
      (character): [string, Input, Input] => [
        `the character ${JSON.stringify(character)}`,
        { roomId: `a${character}b`, roomIdType: 'STRING' },
        { roomId: 'a_b', roomIdType: 'STRING' },
      ],
    ),
  ]),

  {
    mutation: ROOM,
    rule: 'a layout of your own lists at least one window',
    refused: { mixLayoutParams: windows() },
    faults: { 'mixLayoutParams.mixLayoutList': /at least 1 entry when mixLayoutMode is CUSTOM/ },
    taken: { mixLayoutParams: { mixLayoutMode: 'GRID', mixLayoutList: [] } },
  },
  ...[ROOM, WEB].map((mutation): CrossRule => {
    const folders = (fileNamePrefix: Value): Input => ({
      storageParams: { cloudStorage: { ...BUCKET, fileNamePrefix } },
    });
    return {
      mutation,
      rule: 'a path of folders is a list of them',
      refused: folders(['a/b']),
      faults: { 'storageParams.cloudStorage.fileNamePrefix.0': /give two entries for a\/b/ },
      taken: folders(['a', 'b']),
    };
  }),

  // RongCloud
  {
    mutation: RONG,
    rule: 'a layout of your own has at least one window',
    refused: rongcloud({ mixLayout: 'CUSTOM', input: { video: [] } }),
    faults: { 'config.input.video': /at least 1 entry when mixLayout is CUSTOM/ },
    taken: rongcloud({ mixLayout: 'FLOATING', input: { video: [] } }),
  },
  {
    mutation: RONG,
    rule: 'a layout of your own has its windows',
    refused: rongcloud({ mixLayout: 'CUSTOM' }),
    faults: { 'config.input': /required when mixLayout is CUSTOM/ },
    taken: rongcloud({ mixLayout: 'FLOATING' }),
  },
  {
    mutation: RONG,
    rule: 'a layout of your own has its windows, but for the mixer, whose layout counts',
    refused: rongcloud({ mixLayout: 'CUSTOM', recordType: 'SPLIT' }),
    faults: { 'config.input': /required when mixLayout is CUSTOM/ },
    taken: rongcloud({ mixLayout: 'CUSTOM', recordType: 'MCU', mcuConfig: { videoResolution: '640x480' } }),
  },
  {
    mutation: RONG,
    rule: 'the recording of a mixer has its settings',
    refused: rongcloud({ recordType: 'MCU' }),
    faults: { 'config.mcuConfig': /required when recordType is MCU/ },
    taken: rongcloud({ recordType: 'MCU', mcuConfig: { videoResolution: '640x480' } }),
  },
  {
    mutation: RONG,
    rule: 'the mode of a mixer is a number of which no list is known',
    refused: rongcloud({ recordType: 'MCU', mcuConfig: { mode: -1, videoResolution: '640x480' } }),
    faults: { 'config.mcuConfig.mode': /at least 0/ },
    taken: rongcloud({ recordType: 'MCU', mcuConfig: { mode: 7, videoResolution: '640x480' } }),
  },
  ...shapes(RONG, 'windows end inside the picture', { 'config.input.video.1.width': /plus x must not exceed 1/ }, [
    ['right edge', rongWindow(0.7, 0, 0.301, 1), rongWindow(0.7, 0, 0.3, 1)],
    // As a client's 4.7 - 4 gives 0.7; with 0.3 it makes 1.0000000000000002.
    ['with the rounding of fractions', rongWindow(4.7 - 4, 0, 0.3 + 1e-6, 1), rongWindow(4.7 - 4, 0, 0.3, 1)],
    ['at its edge', rongWindow(1, 0, 0.5, 1), rongWindow(1, 0, 0, 1)],
  ]),
  ...shapes(RONG, 'windows end inside the picture', { 'config.input.video.1.height': /plus y must not exceed 1/ }, [
    ['lower edge', rongWindow(0, 0.3, 1, 0.701), rongWindow(0, 0.3, 1, 0.7)],
  ]),
  ...shapes(RONG, 'a resolution is <width>x<height>', { 'config.videoResolution': /<width>x<height>/ }, [
    ['not listed', rongcloud({ videoResolution: '1920 x 1080' }), rongcloud({ videoResolution: '1920x1080' })],
  ]),
  {
    mutation: RONG,
    rule: 'a room id has letters, digits and a few signs',
    refused: { roomId: 'a.b' },
    faults: { roomId: /1 to 64 letters, digits, \+, =, - or _/ },
    taken: { roomId: `azAZ09+=-_${'a'.repeat(54)}` },
  },
  {
    mutation: RONG,
    rule: 'a room id has 64 characters',
    refused: { roomId: 'a'.repeat(65) },
    faults: { roomId: /1 to 64/ },
    taken: { roomId: 'a' },
  },

  // Regions
  ...[
    [TIW, 'ap-guangzhou'],
    [ROOM, 'ap-tokyo'],
    [WEB, 'ap-mumbai'],
  ].map(
    ([mutation, region]): CrossRule => ({
      mutation: mutation!,
      rule: 'a region is one that takes the call',
      refused: { region: region! },
      faults: { region: /one of .*ap-singapore/ },
      taken: { region: 'ap-singapore' },
    }),
  ),
];
