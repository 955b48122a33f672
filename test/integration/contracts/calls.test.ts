import { describe, expect, it } from 'vitest';
import { RecordingErrorCode } from '../../../src/errors.ts';
import { loadContract, type Contract } from '../../../src/emulation/contract/contract.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import type { WireCall } from '../../../src/wire/transport.ts';
import { onlySite, placesOf, ROOTS, type ActionSpec, type Root } from './contract-walk.ts';
import { fullInputs, getIn, minimalInput, wireOf, withValue } from './contract-inputs.ts';
import { openApi } from './contract-calls.ts';

// What a call looks like around its parameters: host, headers, region, method, path.

const api = await openApi();
const { schema } = api;
const SITES: readonly Site[] = ['intl', 'china'];
const NAMES: Readonly<Record<Site, string>> = { intl: 'international', china: 'China' };
const other = (site: Site): Site => (site === 'intl' ? 'china' : 'intl');

const tencent = ROOTS.filter(({ product }) => product !== 'rongcloud');
const rongcloud = ROOTS.filter(({ product }) => product === 'rongcloud');
const regional = tencent.filter(({ own }) => 'region' in own);
const rootOf = (name: string): Root => ROOTS.find((root) => root.name === name)!;

async function callOf(root: Root, site: Site = root.sites[0]!): Promise<WireCall> {
  const { calls, errors } = await api.call(root.name, minimalInput(schema, { ...root, sites: [site] }), site);
  expect(errors).toEqual([]);
  expect(calls).toHaveLength(1);
  return calls[0]!;
}

describe('a parameter that one site knows only', () => {
  const limited = ROOTS.flatMap((root) => placesOf(schema, root)).filter(({ spec }) => onlySite(spec) !== undefined);

  it('is one of these', () => {
    expect(limited.map(({ root, name, spec }) => `${root.name} ${name} ${onlySite(spec)!}`)).toEqual([
      'tiwStartOnlineRecord TRTCRoomId china',
      'tiwStartOnlineRecord TRTCRoomIdStr china',
      'trtcCreateCloudRecording StorageParams.CloudStorage.EndpointUrl intl',
      'trtcCreateCloudRecording MixLayoutParams.WaterMarkList.WaterMarkChar.Font china',
      'trtcCreateCloudRecording MixLayoutParams.WaterMarkList.WaterMarkTimestamp.Font china',
      'trtcDescribeCloudRecording RecorderKey china',
      'trtcModifyCloudRecording MixLayoutParams.WaterMarkList.WaterMarkChar.Font china',
      'trtcModifyCloudRecording MixLayoutParams.WaterMarkList.WaterMarkTimestamp.Font china',
      'trtcStartWebRecord StorageParams.CloudStorage.EndpointUrl intl',
    ]);
  });

  it.each(limited.map((place) => [`${place.root.name} ${place.name}`, place] as const))(
    'is sent for an account of that site, and refused for one of the other by its name: %s',
    async (_, { root, path, wirePath, spec }) => {
      const site = onlySite(spec)!;
      const given = fullInputs(schema, root).find((input) => getIn(input, path) !== undefined)!;
      const input = withValue(given, ['region'], undefined);

      const yes = await api.call(root.name, input, site);
      expect(yes.errors).toEqual([]);
      expect(getIn(yes.sent, wirePath)).toBeDefined();

      const no = await api.call(root.name, input, other(site));
      expect(no).toMatchObject({ refusals: [], calls: [] });
      expect(no.errors).toContainEqual({
        code: RecordingErrorCode.INVALID_INPUT,
        path: ['input', ...path],
        message: `${path.at(-1)!} exists at the ${NAMES[site]} site only; this account is of the ${NAMES[other(site)]} site`,
        retryable: false,
      });
      expect(new Set(no.errors.map(({ code }) => code))).toEqual(new Set([RecordingErrorCode.INVALID_INPUT]));

      const without = await api.call(root.name, withValue(input, path, null), site);
      expect(without.errors).toEqual([]);
    },
  );

  it('does no harm where it is null', async () => {
    const root = rootOf('tiwStartOnlineRecord');
    const input = { ...minimalInput(schema, root), trtcRoomId: null, trtcRoomIdStr: null };
    expect(await api.call(root.name, input, 'intl')).toMatchObject({ errors: [], refusals: [] });
  });
});

describe('an action that one site has only', () => {
  const limited = ROOTS.filter(({ sites }) => sites.length === 1);

  it('is one of two', () => {
    expect(limited.map(({ name, sites }) => `${name} ${sites[0]!}`)).toEqual([
      'tiwDescribeRunningTasks china',
      'tiwDescribeRecordSearch intl',
    ]);
  });

  it.each(limited)('is not called for an account of the other: $name', async (root) => {
    const [site] = root.sites;
    const { errors, calls } = await api.call(root.name, minimalInput(schema, root), other(site!));
    expect(calls).toEqual([]);
    expect(errors).toEqual([
      {
        code: RecordingErrorCode.NOT_SUPPORTED,
        message: `${root.action} exists at the ${NAMES[site!]} site only; this account is of the ${NAMES[other(site!)]} site. Nothing was sent.`,
        path: null,
        retryable: false,
      },
    ]);
  });
});

describe('a call to Tencent', () => {
  const contracts = new Map(
    ['tiw', 'gme', 'trtc'].map((product) => [
      product,
      loadContract<Contract<ActionSpec> & { endpointIntl: string; endpointChina: string }>(product),
    ]),
  );

  it.each(tencent.flatMap((root) => root.sites.map((site) => ({ root, site, name: root.name }))))(
    'names its action and version at the host of the $site site: $name',
    async ({ root, site }) => {
      const { version, endpointIntl, endpointChina } = contracts.get(root.product)!;
      const { url, method, headers } = await callOf(root, site);
      expect({ url, method }).toEqual({
        url: `https://${site === 'intl' ? endpointIntl : endpointChina}/`,
        method: 'POST',
      });
      expect(headers).toMatchObject({ 'X-TC-Action': root.action, 'X-TC-Version': version });
    },
  );

  /** The contracts' lists; of the search, which has none, the vendor's own site says it. */
  const regionsOf = ({ spec, sites }: Root, site: Site): readonly string[] =>
    (site === 'intl' ? spec.regions : spec.regionsChina) ?? (sites.includes(site) ? ['ap-singapore'] : []);

  it.each(regional.flatMap((root) => root.sites.map((site) => ({ root, site, name: root.name }))))(
    'goes to the regions that its contract lists for the $site site, and to no others: $name',
    async ({ root, site }) => {
      const known = regionsOf(root, site);
      const all = ['ap-singapore', 'ap-guangzhou', 'ap-beijing', 'ap-shanghai', 'ap-mumbai', 'ap-tokyo', ''];
      expect(all).toEqual(expect.arrayContaining([...known]));
      for (const region of all) {
        const { errors, calls } = await api.call(root.name, { ...minimalInput(schema, root), region }, site);
        if (known.includes(region)) {
          expect(errors).toEqual([]);
          expect(calls[0]?.headers).toMatchObject({ 'X-TC-Region': region });
        } else {
          expect(calls).toEqual([]);
          expect(errors.map(({ code, path }) => ({ code, path }))).toEqual([
            { code: RecordingErrorCode.INVALID_INPUT, path: ['input', 'region'] },
          ]);
          expect(errors[0]!.message).not.toContain('ap-tokyo');
        }
      }
    },
  );

  it.each(tencent.filter(({ product }) => product === 'gme'))('names no region for GME: $name', async (root) => {
    for (const site of SITES) expect((await callOf(root, site)).headers).not.toHaveProperty('X-TC-Region');
  });

  it.each(tencent)('has its region in no body: $name', async (root) => {
    const { body } = await callOf(root);
    expect(JSON.parse(body!)).not.toHaveProperty('Region');
  });
});

describe('a call to RongCloud', () => {
  it.each(rongcloud)('has the method and the path of its contract: $name', async (root) => {
    const { method, url } = await callOf(root);
    const path = root.spec.path!.replace('{room_id}', 'text');
    expect({ method, path: new URL(url).pathname }).toEqual({ method: root.spec.method, path });
  });

  it.each(rongcloud)('has the room in a header where its contract says so: $name', async (root) => {
    const input = { ...minimalInput(schema, root), roomId: 'Room_7+=-' };
    const { calls } = await api.call(root.name, input);
    const expected = root.spec.headers!.includes('Room-Id') ? 'Room_7+=-' : undefined;
    expect(calls[0]?.headers['Room-Id']).toBe(expected);
  });

  it('repeats the room in the body where it is a parameter, and leaves it out where it is none', async () => {
    const parametersOf = async (name: string): Promise<string[]> => {
      const { body } = await callOf(rootOf(name));
      return Object.keys(JSON.parse(body!) as object);
    };
    expect(await parametersOf('rongcloudQueryRoom')).toEqual(['roomId']);
    expect(await parametersOf('rongcloudStopRecord')).toEqual(['sessionId']);
  });

  it('closes a room without a body, with the room in the path', async () => {
    const root = rootOf('rongcloudDestroyRoom');
    const { calls } = await api.call(root.name, { roomId: 'a+b=c-_9' });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ method: 'DELETE' });
    expect(calls[0]).not.toHaveProperty('body');
    const path = new URL(calls[0]!.url).pathname;
    expect(path.startsWith('/v2/rtc/rooms/')).toBe(true);
    expect(decodeURIComponent(path.slice('/v2/rtc/rooms/'.length))).toBe('a+b=c-_9');
  });

  it('sends a new layout flat, without the config of a start', async () => {
    const root = rootOf('rongcloudUpdateRecordLayout');
    const input = fullInputs(schema, root)[0]!;
    const { sent } = await api.call(root.name, input);
    expect(sent).toEqual(wireOf(schema, root, input));
    expect(Object.keys(sent as object).sort()).toEqual([
      'hostStreamId',
      'hostUserId',
      'input',
      'mixLayout',
      'renderMode',
      'sessionId',
    ]);
  });

  it.each(['hostUserId', 'hostStreamId'])('needs %s for a new layout, but in CUSTOM', async (field) => {
    const root = rootOf('rongcloudUpdateRecordLayout');
    const input = withValue(fullInputs(schema, root)[0]!, [field], undefined);
    const no = await api.call(root.name, input);
    expect(no.calls).toEqual([]);
    expect(no.errors).toMatchObject([
      { path: ['input', field], message: `${field} is required when mixLayout is not CUSTOM` },
    ]);
    const yes = await api.call(root.name, { ...input, mixLayout: 'CUSTOM' });
    expect(yes.errors).toEqual([]);
  });

  it('needs the windows of a new CUSTOM layout', async () => {
    const root = rootOf('rongcloudUpdateRecordLayout');
    const { errors, calls } = await api.call(root.name, { ...minimalInput(schema, root), mixLayout: 'CUSTOM' });
    expect(calls).toEqual([]);
    expect(errors).toMatchObject([{ path: ['input', 'input'], message: 'input is required when mixLayout is CUSTOM' }]);
  });
});

describe('reading a web page recording', () => {
  const root = rootOf('trtcDescribeWebRecord');

  it.each([
    [{ taskId: 't' }, []],
    [{ taskId: 't', sdkAppId: 1 }, []],
    [{ recordId: 'r', sdkAppId: 1 }, []],
    [{ taskId: 't', recordId: 'r', sdkAppId: 1 }, []],
    [{}, ['taskId', 'recordId']],
    [{ sdkAppId: 1 }, ['taskId', 'recordId']],
    [{ recordId: 'r' }, ['sdkAppId']],
    [{ taskId: 't', recordId: 'r' }, ['sdkAppId']],
    [{ taskId: null, recordId: null, sdkAppId: null }, ['taskId', 'recordId']],
  ])('needs an id, or a key with its application: %j', async (input, missing) => {
    const { errors, calls } = await api.call(root.name, input);
    expect(errors.map(({ path }) => path!.at(-1))).toEqual(missing);
    expect(calls).toHaveLength(missing.length === 0 ? 1 : 0);
  });
});
