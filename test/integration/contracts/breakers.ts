import { getNamedType, GraphQLEnumType, type GraphQLSchema } from 'graphql';
import { elementType } from '../../../src/emulation/contract/contract.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { baseType, isApplication, isMadeHere, isNested, isRequired, onlySite, placesOf, type Input, type Place, type Root, type Value } from './contract-walk.ts';
import { getIn, withValue } from './contract-inputs.ts';
import { regionsOf } from './arbitraries.ts';

// Ways to break one rule of a contract, and no other.

export interface Breaker {
  readonly root: Root;
  readonly title: string;
  /** The fault's place as a client reads it. */
  readonly path: readonly string[];
  /** Whether GraphQL itself refuses the value, for no value of the type is like it. */
  readonly byType: boolean;
  /** The only site at which it breaks a rule. */
  readonly site?: Site;
  /** The input with the rule broken; undefined where the input has no such place. `n` is any number. */
  readonly apply: (input: Input, n: number) => Input | undefined;
}

/** Every way to break one rule of an action. */
export function breakersOf(schema: GraphQLSchema, root: Root): Breaker[] {
  const single = placesOf(schema, root).flatMap((place) => waysAt(root, place));
  return [...single, ...regionWays(root), ...(OVER_FIELDS[root.name] ?? []).map((way) => ({ root, ...way }))];
}

function waysAt(root: Root, place: Place): Breaker[] {
  const { spec, field } = place;
  const path = place.path.map((step) => (step === '1' ? '0' : step));
  const ways: Breaker[] = [];
  const add = (title: string, byType: boolean, wrong: (n: number) => Value, more: Partial<Breaker> = {}): void =>
    void ways.push({
      root,
      title: `${place.name} ${title}`,
      path,
      byType,
      apply: (input, n) =>
        isObject(getIn(input, path.slice(0, -1))) ? besides(place, withValue(input, path, wrong(n))) : undefined,
      ...more,
    });

  const only = onlySite(spec);
  const list = elementType(spec.type) !== undefined;
  const type = baseType(spec);
  const nested = isNested(place);
  const many = (count: number): Value[] => Array.from({ length: count }, () => 'u');
  if (only) add('at the other site', false, () => siteSample(place), { site: only === 'china' ? 'intl' : 'china' });
  // Below, a field of one site is tried there.
  const here: Partial<Breaker> = only ? { site: only } : {};
  if (isRequired(spec) && !isMadeHere(place)) add('null', true, () => null, here);
  if (nested) {
    add('no object', true, (n) => n, here);
    return ways;
  }
  if (getNamedType(field!.type) instanceof GraphQLEnumType) {
    add('no such name', true, (n) => (list ? [`NAME_${n}`] : `NAME_${n}`), here);
    return ways;
  }
  if (list && spec.maxItems !== undefined) {
    add('too many', false, (n) => many(spec.maxItems! + 1 + (n % 3)), here);
  }
  if (list) {
    if (spec.itemPattern !== undefined) {
      const at = [...path, '1'];
      add('a wrong entry', false, (n) => ['a', `a${SIGNS[n % SIGNS.length]!}b`], { ...here, path: at });
    }
    return ways;
  }
  if (type === 'integer' && spec.enum) add('not listed', false, (n) => 1 + (n % 29), here);
  else if (type === 'integer' || type === 'uint32') {
    const [lowest, highest] = type === 'integer' ? [-(2 ** 31), 2 ** 31 - 1] : [0, 2 ** 32 - 1];
    const min = isApplication(place.name) ? 1 : Number(spec.min ?? lowest);
    const max = Number(spec.max ?? highest);
    if (min > lowest) add('too small', false, (n) => Math.max(lowest, min - 1 - (n % 1000)), here);
    if (max < highest) add('too large', false, (n) => Math.min(highest, max + 1 + (n % 1000)), here);
    add('no number of its type', true, (n) => [highest + 1 + n, lowest - 1 - n, n + 0.5, `${n}`, true][n % 5]!, here);
  } else if (type === 'int64') {
    add('negative', false, (n) => (n % 2 === 0 ? -1 - n : `-${n + 1}`), here);
    add('no number of its type', true, (n) => [`${2n ** 64n + BigInt(n)}`, `${n}.0`, n + 0.5, '', `${n}n`][n % 5]!, here);
  } else if (type === 'float') {
    add('too small', false, (n) => Number(spec.min) - (n + 1) / 2 ** 31, here);
    add('too large', false, (n) => Number(spec.max) + (n + 1) / 2 ** 31, here);
  } else if (type === 'boolean') {
    add('no truth', true, (n) => n, here);
  } else {
    add('no text', true, (n) => (n % 2 === 0 ? n : [n % 7 === 0]), here);
    const texts = wrongTexts(place);
    if (texts) add('of another form', false, (n) => texts[n % texts.length]!, here);
    if (spec.maxLength !== undefined && spec.in === undefined) {
      const stem = spec.pattern?.startsWith('^tic_') === true;
      add('too long', false, (n) => 'é'.repeat(spec.maxLength! + 1 + (n % 9)), here);
      if (stem) ways.pop(); // it would break the form, too
    }
  }
  return ways;
}

/** With the robot's id as the room needs it, and one place for files only: both would be another fault. */
function besides({ root, name }: Place, input: Input): Input {
  const [, target] = /^StorageParams\.(CloudStorage|CloudVod)$/.exec(name) ?? [];
  if (target !== undefined) {
    const field = target === 'CloudVod' ? 'cloudVod' : 'cloudStorage';
    return { ...input, storageParams: { [field]: (input['storageParams'] as Input)[field]! } };
  }
  if (root.name !== 'tiwStartOnlineRecord' || name !== 'RoomId') return input;
  return { ...input, recordUserId: `tic_record_user_${input['roomId'] as number}_1` };
}

function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null;
}

const SIGNS = ['.', '/', ' ', '\\', 'é', '*', '\n', '😀'];

/** Texts that a place does not take, whatever their length. */
function wrongTexts({ root, name, spec }: Place): string[] | undefined {
  const pattern = spec.pattern ?? (spec.in === 'path' ? '^[A-Za-z0-9+=_-]{1,64}$' : undefined);
  if (spec.urlRule !== undefined) return ['', 'a.png', 'ftp://a.test/b.png', 'https://a.test/b', 'https://a.test/é.jpg'];
  if (`${root.product} ${name}` === 'tiw Concat.Image' || name === 'RecordUrl') return ['', 'a.test', 'ftp://a.test'];
  switch (pattern) {
    case undefined:
      return spec.secret && !name.startsWith('CallbackKey') && !name.endsWith('Sig') ? [''] : undefined;
    case '^(https?://.*)?$':
      return ['a.test', 'ftp://a.test', ' http://a.test', 'http://a.test\n'];
    case '^rtmp://':
      return ['', 'http://a.test', 'rtmps://a.test', ' rtmp://a'];
    case '^[A-Za-z0-9_-]*$':
      return SIGNS.map((sign) => `a${sign}b`);
    case '^tic_record_user_{RoomId}_{random}$':
      return ['', 'a', 'tic_record_user_0_a', 'tic_record_user_'];
    default:
      return ['', ...SIGNS];
  }
}

function siteSample({ spec, field }: Place): Value {
  if (getNamedType(field!.type) instanceof GraphQLEnumType) return 'SOURCE_HAN_SANS';
  return baseType(spec) === 'uint32' ? 7 : 'text';
}

function regionWays(root: Root): Breaker[] {
  if (!('region' in root.own)) {
    if (!('roomId' in root.own)) return [];
    const apply: Breaker['apply'] = (input, n) => ({ ...input, roomId: ['', 'a b', 'a/b', 'é', 'a'.repeat(65)][n % 5]! });
    return [{ root, title: 'Room-Id', path: ['roomId'], byType: false, apply }];
  }
  return root.sites.map((site): Breaker => {
    const known = regionsOf(root, site);
    const wrong = ['ap-tokyo', '', 'AP-SINGAPORE', 'ap-guangzhou', 'ap-singapore', 'ap-mumbai'].filter(
      (region) => !known.includes(region),
    );
    const apply: Breaker['apply'] = (input, n) => ({ ...input, region: wrong[n % wrong.length]! });
    return { root, title: `region (${site})`, path: ['region'], byType: false, site, apply };
  });
}

type Way = Pick<Breaker, 'title' | 'path' | 'byType' | 'apply'>;

/** Breaks a rule where the input has an object at a path. */
function where(title: string, at: string, fault: string, change: (object: Input, n: number) => Input | undefined): Way {
  const steps = at === '' ? [] : at.split('.');
  return {
    title,
    path: fault.split('.'),
    byType: false,
    apply: (input, n) => {
      const object = getIn(input, steps);
      if (!isObject(object)) return undefined;
      const changed = change(structuredClone(object), n);
      if (changed === undefined) return undefined;
      return steps.length === 0 ? changed : withValue(input, steps, changed);
    },
  };
}

const both = (at: string, first: string, second: string): Way =>
  where(`${first} and ${second}`, at, `${at}.${second}`, (object, n) => ({
    ...object,
    [first]: [`a${n}`],
    [second]: ['b'],
  }));

/** GraphQL makes a list of one out of a text, also out of an empty one. */
const emptyUser = (at: string, list: string): Way =>
  where(`an empty user in ${list}`, at, `${at}.${list}.0`, (_, n) => ({ [list]: n % 2 === 0 ? '' : ['', 'a'] }));

const spoiltTask: Way = where('a task id without its +', '', 'taskId', (input, n) => ({
  ...input,
  taskId: ['a b', 'a%2Bb', ' a', 'a\n', '%'][n % 5]!,
}));

const storage: Way[] = [
  where('no target', 'storageParams', 'storageParams', (_, n) =>
    n % 2 === 0 ? {} : { cloudStorage: null, cloudVod: null },
  ),
  where('two targets', 'storageParams', 'storageParams', (object) => ({
    cloudVod: {},
    cloudStorage: object['cloudStorage'] ?? { vendor: 'COS', region: 'r', bucket: 'b', accessKey: 'k', secretKey: 's' },
  })),
].map((way) => ({ ...way, byType: true }));

const marks = Object.entries({ IMAGE: 'waterMarkImage', TEXT: 'waterMarkChar', TIMESTAMP: 'waterMarkTimestamp' }).map(([type, part]) =>
  where(`a watermark without its ${part}`, 'mixLayoutParams.waterMarkList.0', `mixLayoutParams.waterMarkList.0.${part}`, (mark) => ({
    ...mark,
    waterMarkType: type,
    [part]: null,
  })),
);

const ownLayout = where('CUSTOM without windows', 'mixLayoutParams', 'mixLayoutParams.mixLayoutList', (object) => {
  const { mixLayoutList: _, ...others } = object;
  return { ...others, mixLayoutMode: 'CUSTOM' };
});

const noWindows = where('CUSTOM with an empty list', 'mixLayoutParams', 'mixLayoutParams.mixLayoutList', (object) => ({
  ...object,
  mixLayoutMode: 'CUSTOM',
  mixLayoutList: [],
}));

const mixed: Way[] = [
  where('no layout', 'mixStream', 'mixStream.modelId', ({ enabled }) => ({ enabled: enabled ?? true })),
  where('outside the canvas', 'mixStream.custom', 'mixStream.custom.inputStreamList.0.layoutParams', (_, n) => ({
    canvas: { layoutParams: { width: 100, height: 100 } },
    inputStreamList: [{ layoutParams: n % 2 === 0 ? { width: 101, height: 2 } : { width: 50, height: 50, y: 51 + (n % 99) } }],
  })),
];

const window = (wide: boolean): Input => ({
  userId: 'u',
  streamId: 's',
  x: 0.5,
  y: 0.5,
  width: wide ? 0.51 : 0.5,
  height: wide ? 0.5 : 0.51,
});

const rongWindows = (at: string): Way[] =>
  (['width', 'height'] as const).map((side) =>
    where(`a window past the ${side}`, at, `${at}.video.0.${side}`, (object) => ({
      ...object,
      video: [window(side === 'width')],
    })),
  );

const voices: Way[] = [
  both('subscribeRecordUserIds', 'subscribeUserIds', 'unSubscribeUserIds'),
  emptyUser('subscribeRecordUserIds', 'subscribeUserIds'),
];

const OVER_FIELDS: Readonly<Record<string, readonly Way[]>> = {
  tiwStartOnlineRecord: [
    ...mixed,
    where('no MIX_STREAM', '', 'mixStream', (input, n) =>
      input['mixStream'] == null ? undefined : { ...input, extras: n % 2 === 0 ? null : [] },
    ),
    where('the robot of another room', '', 'recordUserId', (input) => ({
      ...input,
      roomId: input['roomId'] === 7 ? 8 : 7,
    })),
  ],
  tiwCreateVideoGenerationTask: mixed,
  gmeStartRecord: voices,
  gmeModifyRecordInfo: voices,
  tiwPauseOnlineRecord: [spoiltTask],
  tiwResumeOnlineRecord: [spoiltTask],
  tiwStopOnlineRecord: [spoiltTask],
  tiwDescribeOnlineRecord: [spoiltTask],
  tiwDescribeVideoGenerationTask: [spoiltTask],
  trtcDescribeCloudRecording: [spoiltTask],
  trtcDeleteCloudRecording: [spoiltTask],
  trtcStopWebRecord: [spoiltTask],
  trtcCreateCloudRecording: [
    ...storage,
    ...marks,
    ownLayout,
    noWindows,
    emptyUser('recordParams.subscribeStreamUserIds', 'unSubscribeVideoUserIds'),
    both('recordParams.subscribeStreamUserIds', 'subscribeAudioUserIds', 'unSubscribeAudioUserIds'),
    both('recordParams.subscribeStreamUserIds', 'subscribeVideoUserIds', 'unSubscribeVideoUserIds'),
    where('a text for a number', '', 'roomId', (input, n) => ({ ...input, roomIdType: null, roomId: `class ${n}` })),
    where('no number of a room', '', 'roomId', (input, n) => ({
      ...input,
      roomIdType: 'NUMBER',
      roomId: ['0', '4294967295', '01', '', '1.5', '-1'][n % 6]!,
    })),
    where('aac with a picture', '', 'storageParams.cloudVod.tencentVod.mediaType', (input, n) => ({
      ...input,
      recordParams: { ...(input['recordParams'] as Input), streamType: n % 2 === 0 ? 'VIDEO' : null },
      storageParams: { cloudVod: { tencentVod: { mediaType: n % 3 === 0 ? 'AAC' : 'HLS_AND_AAC' } } },
    })),
    where('a picture too large', '', 'mixTranscodeParams.videoParams.height', (input) => ({
      ...input,
      mixTranscodeParams: { videoParams: { width: 1441, height: 1440, fps: 15, bitRate: 64000, gop: 10 } },
    })),
    where('a window outside', '', 'mixLayoutParams.mixLayoutList.0.width', (input) => ({
      ...input,
      mixTranscodeParams: null,
      mixLayoutParams: { mixLayoutMode: 'CUSTOM', mixLayoutList: [{ left: 1, top: 0, width: 360, height: 640 }] },
    })),
  ],
  trtcModifyCloudRecording: [
    ...marks,
    ownLayout,
    noWindows,
    spoiltTask,
    emptyUser('subscribeStreamUserIds', 'subscribeAudioUserIds'),
    where('nothing to change', '', 'mixLayoutParams', (input) => ({
      ...input,
      mixLayoutParams: null,
      subscribeStreamUserIds: null,
    })),
    both('subscribeStreamUserIds', 'subscribeAudioUserIds', 'unSubscribeAudioUserIds'),
    both('subscribeStreamUserIds', 'subscribeVideoUserIds', 'unSubscribeVideoUserIds'),
  ],
  trtcStartWebRecord: [
    ...storage,
    where('a bucket of S3', 'storageParams.cloudStorage', 'storageParams.cloudStorage.vendor', (bucket) => ({
      ...bucket,
      vendor: 'S3',
    })),
  ],
  trtcDescribeWebRecord: [
    spoiltTask,
    where('a key without its application', '', 'sdkAppId', (input) => ({ ...input, recordId: 'r', sdkAppId: null })),
  ],
  rongcloudStartRecord: [
    ...rongWindows('config.input'),
    where('CUSTOM without windows', 'config', 'config.input', (config) => ({
      ...config,
      recordType: 'SPLIT',
      mixLayout: 'CUSTOM',
      input: null,
    })),
    where('CUSTOM with an empty list', 'config', 'config.input.video', (config) => ({
      ...config,
      recordType: 'SPLIT',
      mixLayout: 'CUSTOM',
      input: { video: [] },
    })),
    where('a mixer without settings', 'config', 'config.mcuConfig', (config) => ({
      ...config,
      recordType: 'MCU',
      mcuConfig: null,
    })),
  ],
  rongcloudUpdateRecordLayout: [
    ...rongWindows('input'),
    where('CUSTOM without windows', '', 'input', (input) => ({ ...input, mixLayout: 'CUSTOM', input: null })),
    where('CUSTOM with an empty list', '', 'input.video', (input) => ({
      ...input,
      mixLayout: 'CUSTOM',
      input: { video: [] },
    })),
    where('no host', '', 'hostUserId', (input) => ({ ...input, mixLayout: 'FLOATING', hostUserId: null })),
    where('no stream of the host', '', 'hostStreamId', (input) => ({ ...input, mixLayout: 'ADAPTIVE', hostStreamId: null })),
  ],
};
