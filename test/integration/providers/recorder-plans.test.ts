import { pino } from 'pino';
import { getMetadataStorage } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { readConfig, type Environment } from '../../../src/config.ts';
import { InvalidInput, VendorNotConfigured } from '../../../src/errors.ts';
import { createProviders, type Providers } from '../../../src/providers/index.ts';
import { restoredInput } from '../../../src/providers/start-params.ts';
import { parseJson, printJson, type JsonValue } from '../../../src/wire/json.ts';
import { MASK, Secret } from '../../../src/wire/secret.ts';
import type { JsonMembers, Recorder } from '../../../src/domain/recorder.ts';
import { fakeVendor, KEYS, NOON, type FakeVendor } from '../../shared/fake-vendor.ts';
import { hurriedTiming } from '../../shared/calls/driven-time.ts';
import { APP, APP_KEY, inputOf, recorderOf, STARTS } from './recorded-starts.ts';

const ID = 'rec_01kc6w3q8zabcdefghjkmnpq';
const OTHER_ID = 'rec_01kc6w3q8zabcdefghjkmnpr';
const RTC_KEYS = { ...KEYS, TENCENT_RTC_KEYS: `${APP}:${APP_KEY}` };
const OWN = {
  labels: [{ name: 'class', value: '7b' }],
  metadata: [{ name: 'note', value: 'mine' }],
  stopBy: NOON + 1000,
  idempotencyKey: 'key-1',
  dryRun: false,
};
const BUCKET = { vendor: 0, region: 'ap-singapore', bucket: 'files-1' };

interface Server {
  readonly vendor: FakeVendor;
  readonly providers: Providers;
  readonly recorder: (product: string) => Recorder;
}

/** The recorders of a server; nothing is sent but to the fake vendor. */
async function server(environment: Environment = RTC_KEYS, now: () => number = () => NOON): Promise<Server> {
  const vendor = fakeVendor();
  const providers = await createProviders(
    {
      transport: vendor.transport,
      now,
      emulate: false,
      inlineStorageCredentials: true,
      callsPerSecond: 0,
      timing: hurriedTiming(),
      log: pino({ level: 'silent' }),
    },
    readConfig(environment).vendorEnv,
  );
  return { vendor, providers, recorder: (product) => recorderOf(providers, product) };
}

/** What is left of a body when everything secret in it is masked. */
function maskedBody(body: JsonValue, secrets: readonly string[]): JsonValue {
  const masked = JSON.stringify(body, (name, value: unknown) =>
    secrets.includes(name) && typeof value === 'string' ? MASK : value,
  );
  return JSON.parse(masked) as JsonValue;
}

const SECRETS = ['RecordUserSig', 'UserSig', 'PrivateMapKey', 'AccessKey', 'SecretKey'];
const products = STARTS.map(({ product }) => product);

describe.each(products)('a plan of %s', (product) => {
  it('has the same key for the same recording', async () => {
    const keys = [];
    for (const now of [NOON, NOON + 3_600_000]) {
      const { recorder } = await server(RTC_KEYS, () => now);
      keys.push(recorder(product).plan(inputOf(product), ID).vendorKey);
    }
    expect(keys[1]).toBe(keys[0]);
  });

  it('sends what it shows, but for the mask over secrets', async () => {
    const { vendor, recorder } = await server();
    const plan = recorder(product).plan(inputOf(product), ID);
    const { action, method, url, body } = plan.wire();
    await plan.send({});
    expect(parseJson(body)).toEqual(maskedBody(vendor.sent(), SECRETS));
    expect(vendor.calls[0]).toMatchObject({ method, url });
    expect(vendor.calls[0]!.headers['X-TC-Action'] ?? 'startRecord').toBe(action);
  });

  it('shows its body in lines', async () => {
    const { recorder } = await server();
    expect(recorder(product).plan(inputOf(product), ID).wire().body.split('\n').length).toBeGreaterThan(3);
  });

  it('gives the answer in the names of the payload', async () => {
    const { recorder } = await server();
    const { taskId, fields } = await recorder(product).plan(inputOf(product), ID).send({});
    expect(taskId).toMatch(/\S/);
    const named = product === 'RONGCLOUD' ? { code: 200, recordId: taskId } : { taskId, requestId: 'req-1' };
    expect(fields).toMatchObject(named);
    expect(parseJson(printJson(fields))).toEqual(fields);
  });

  it('keeps what a start is sent again from, without our own members and without anything minted', async () => {
    const { recorder } = await server();
    const { params } = recorder(product).plan(inputOf(product, OWN), ID);
    const { region, ...given } = params!;
    expect(given).toEqual(STARTS.find((start) => start.product === product)!.values);
    expect(region).toBe(product.startsWith('T') ? 'ap-singapore' : undefined);
    expect(printJson(params)).not.toContain(MASK);
  });

  it('keeps nothing of our own members out of what is sent', async () => {
    const { vendor, recorder } = await server();
    await recorder(product).plan(inputOf(product, OWN), ID).send({});
    expect(vendor.calls[0]!.body).not.toMatch(/labels|metadata|stopBy|idempotencyKey|dryRun/i);
  });

  it('leaves the input as it was', async () => {
    const { recorder } = await server();
    const input = inputOf(product, OWN);
    const before = structuredClone(input);
    recorder(product).plan(input, ID);
    expect({ ...input }).toEqual({ ...before });
  });

  it('is made again out of the ledger, later, and sends the same but for fresh signatures', async () => {
    const bodies: JsonValue[] = [];
    const first = await server();
    const plan = first.recorder(product).plan(inputOf(product), ID);
    await plan.send({});
    bodies.push(first.vendor.sent());

    const second = await server(RTC_KEYS, () => NOON + 60_000);
    const stored = parseJson(printJson(plan.params)) as JsonMembers;
    const again = second.recorder(product).replan(stored, ID);
    await again.send({});
    bodies.push(second.vendor.sent());

    expect(maskedBody(bodies[1]!, SECRETS)).toEqual(maskedBody(bodies[0]!, SECRETS));
    expect(again).toMatchObject({
      account: plan.account,
      room: plan.room,
      vendorKey: plan.vendorKey,
      ref: plan.ref,
      params: plan.params,
      controllableForMs: plan.controllableForMs,
    });
  });

  it('refuses a vendor without keys before anything is sent', async () => {
    const { vendor, recorder } = await server({ TENCENT_RTC_KEYS: `${APP}:${APP_KEY}` });
    expect(() => recorder(product).plan(inputOf(product), ID)).toThrow(VendorNotConfigured);
    expect(vendor.calls).toEqual([]);
  });

  it('refuses stored parameters that break a rule', async () => {
    const { recorder } = await server();
    const { params } = recorder(product).plan(inputOf(product), ID);
    expect(() => recorder(product).replan({ ...params, idempotencyKey: ' ' }, ID)).toThrow(InvalidInput);
  });
});

it.each(products.filter((product) => product !== 'GME'))(
  'has another key for every recording of %s',
  async (product) => {
    const { recorder } = await server();
    const keys = [ID, OTHER_ID].map((id) => recorder(product).plan(inputOf(product), id).vendorKey);
    expect(keys[0]).not.toBe(keys[1]);
  },
);

it.each([
  ['TIW', /^tic_record_user_4294967295_[0-9a-z]{12}$/, 60],
  ['TRTC_ROOM', /^rec_3560_[0-9a-z]{12}$/, 32],
  ['TRTC_WEB', /^td[0-9a-z]{24}$/, 31],
  ['RONGCLOUD', /^[0-9a-z]{12}$/, 18],
])('makes a key of the form that %s takes', async (product, form, longest) => {
  const { recorder } = await server();
  const key = recorder(product).plan(inputOf(product), ID).vendorKey!;
  expect(key).toMatch(form);
  expect(Buffer.byteLength(key)).toBeLessThanOrEqual(longest);
});

it('keeps the robot of a text room of any length within 32 bytes', async () => {
  const { recorder } = await server();
  const input = inputOf('TRTC_ROOM', { roomId: '~'.repeat(32) + 'x'.repeat(32), roomIdType: 0 });
  expect(Buffer.byteLength(recorder('TRTC_ROOM').plan(input, ID).vendorKey!)).toBeLessThanOrEqual(32);
});

it.each([
  ['TIW', { recordUserId: 'tic_record_user_4294967295_mine' }, 'tic_record_user_4294967295_mine'],
  ['TRTC_ROOM', { userId: 'mine' }, 'mine'],
  ['TRTC_WEB', { recordId: 'mine' }, 'mine'],
])('takes the key that the caller of %s gave', async (product, more, key) => {
  const { recorder } = await server();
  expect(recorder(product).plan(inputOf(product, more), ID).vendorKey).toBe(key);
});

it('has no key of GME, which takes none', async () => {
  const { recorder } = await server();
  expect(recorder('GME').plan(inputOf('GME'), ID).vendorKey).toBeNull();
});

it.each([
  ['TIW', { recordUserId: 'tic_record_user_4294967295_mine', recordUserSig: new Secret('canary-1') }],
  ['TRTC_ROOM', { userId: 'mine', userSig: new Secret('canary-1') }],
  ['TRTC_ROOM', { privateMapKey: new Secret('canary-1') }],
  [
    'TRTC_WEB',
    {
      storageParams: {
        cloudStorage: { ...BUCKET, accessKey: new Secret('canary-1'), secretKey: new Secret('canary-2') },
      },
    },
  ],
])('stores nothing of a start of %s that brings secrets, and shows none', async (product, more) => {
  const { vendor, recorder } = await server();
  const plan = recorder(product).plan(inputOf(product, more), ID);
  expect(plan.params).toBeNull();
  expect(printJson(plan)).not.toContain('canary');
  expect(plan.wire().body).not.toContain('canary');
  expect(plan.wire().body).toContain(MASK);
  await plan.send({});
  expect(vendor.calls[0]!.body).toContain('canary-1');
});

/** Names a place for files at a server. */
function useProfile({ providers }: Server): void {
  const secrets = { accessKey: new Secret('canary-1'), secretKey: new Secret('canary-2') };
  providers.tencent.useStorageProfiles({ classes: { cloudStorage: { ...BUCKET, ...secrets } } }, (inputClass, value) =>
    restoredInput(inputClass, value as JsonMembers),
  );
}

describe.each(['TRTC_ROOM', 'TRTC_WEB'])('a start of %s with a storage profile', (product) => {
  const input = () => inputOf(product, { storageParams: { profile: 'classes' } });

  it('is stored by the name of the profile, and sent with its keys', async () => {
    const at = await server();
    useProfile(at);
    const plan = at.recorder(product).plan(input(), ID);
    expect(plan.params).toMatchObject({ storageParams: { profile: 'classes' } });
    expect(printJson(plan) + plan.wire().body).not.toContain('canary');
    await at.recorder(product).replan(plan.params!, ID).send({});
    expect(at.vendor.sent()).toMatchObject({
      StorageParams: { CloudStorage: { Bucket: 'files-1', AccessKey: 'canary-1', SecretKey: 'canary-2' } },
    });
  });

  it('is not made again where the profile is gone', async () => {
    const before = await server();
    useProfile(before);
    const { params } = before.recorder(product).plan(input(), ID);
    const after = await server();
    expect(() => after.recorder(product).replan(params!, ID)).toThrow(InvalidInput);
  });
});

it.each([
  ['a region that the site lacks', 'TRTC_ROOM', { TENCENT_SITE: 'china' }, { region: 'ap-mumbai' }, 'region'],
  ['a parameter of the other site', 'TIW', {}, { trtcRoomIdStr: 'x' }, 'trtcRoomIdStr'],
  ['a robot that cannot be made', 'TIW', { TENCENT_RTC_KEYS: '' }, {}, 'recordUserSig'],
])('refuses %s before anything is sent', async (_, product, settings, more, field) => {
  const { vendor, recorder } = await server({ ...RTC_KEYS, ...settings });
  const refusal = thrownBy(() => recorder(product).plan(inputOf(product, more), ID));
  expect((refusal as InvalidInput).faults.map(({ path }) => path)).toEqual([['input', field]]);
  expect(vendor.calls).toEqual([]);
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

it('keeps a repeat in the region of the first attempt, though the settings changed', async () => {
  const before = await server();
  const { params, ref } = before.recorder('TRTC_ROOM').plan(inputOf('TRTC_ROOM'), ID);
  const after = await server({ ...RTC_KEYS, TENCENT_REGION: 'ap-mumbai' });
  const again = after.recorder('TRTC_ROOM').replan(params!, ID);
  await again.send({});
  expect(after.vendor.calls[0]!.headers['X-TC-Region']).toBe('ap-singapore');
  expect(again.ref).toEqual(ref);
});

it.each([
  [undefined, 72],
  [6, 6],
])('says that a room recording with resourceExpiredHour %s can be controlled for %s hours', async (hours, expected) => {
  const { recorder } = await server();
  const input = inputOf('TRTC_ROOM', hours === undefined ? {} : { resourceExpiredHour: hours });
  expect(recorder('TRTC_ROOM').plan(input, ID).controllableForMs).toBe(expected * 3_600_000);
});

it('sends the defaults that are disputed or dear', async () => {
  const { vendor, recorder } = await server();
  await recorder('TRTC_WEB').plan(inputOf('TRTC_WEB'), ID).send({});
  expect(vendor.sent()).toMatchObject({
    MaxDurationLimit: 36_000,
    PublishCdnParams: [{ PublishCdnUrl: 'rtmp://push.example/live', IsTencentCdn: 1 }],
  });
});

it('sends streamType, for whose absence the vendor has an error', async () => {
  const { vendor, recorder } = await server();
  await recorder('TRTC_ROOM').plan(inputOf('TRTC_ROOM'), ID).send({});
  expect(vendor.sent()).toMatchObject({ RecordParams: { StreamType: 0 } });
});

it.each([
  ['lesson 7', /^lesson 7 #[0-9a-z]{12}$/],
  ['', /^#[0-9a-z]{12}$/],
])('sends extra %j with our tag behind it', async (extra, form) => {
  const { vendor, recorder } = await server();
  const plan = recorder('RONGCLOUD').plan(inputOf('RONGCLOUD', { extra }), ID);
  await plan.send({});
  const sent = (vendor.sent() as { extra: string }).extra;
  expect(sent).toMatch(form);
  expect(sent.slice(-12)).toBe(plan.vendorKey);
});

it.each([
  ['TIW', { mixStream: { enabled: true, modelId: 2, teacherId: 'bob' } }, { modelId: 2, teacherId: 'bob' }],
  ['TIW', { mixStream: { enabled: false, modelId: 2 } }, null],
  ['TIW', {}, null],
  ['GME', {}, null],
  ['TRTC_ROOM', { mixLayoutParams: { mixLayoutMode: 3 } }, { mixLayoutParams: { mixLayoutMode: 3 } }],
  ['TRTC_ROOM', { mixLayoutParams: { mixLayoutMode: 3 }, recordParams: { recordMode: 1 } }, null],
  ['TRTC_ROOM', {}, null],
  ['TRTC_WEB', {}, null],
  ['RONGCLOUD', {}, null],
])('gives the layout of %s with %j in the words of its preview', async (product, more, layout) => {
  const { recorder } = await server();
  const planned = recorder(product).plan(inputOf(product, more), ID).layout;
  if (layout === null) expect(planned).toBeNull();
  else expect(planned).toMatchObject(layout);
});

it('stores no 64-bit number, which would come back as another type', () => {
  const kinds = STARTS.flatMap(({ inputClass }) => scalarsOf(inputClass));
  expect(kinds).toContain('UInt32');
  expect(kinds).not.toContain('Int64');
});

/** The names of all scalars in an input class, at every depth. */
function scalarsOf(inputClass: unknown): string[] {
  const { inputTypes } = getMetadataStorage();
  const fields = inputTypes.find(({ target }) => target === inputClass)?.fields ?? [];
  return fields.flatMap(({ getType }) => {
    const type = getType();
    return inputTypes.some(({ target }) => target === type) ? scalarsOf(type) : [(type as { name: string }).name];
  });
}

it('gives the layout of RongCloud where its canvas is known', async () => {
  const { recorder } = await server();
  const config = {
    ...{ videoFormat: 'mp4', audioFormat: 'aac', sliceMin: 30, renderMode: 2, mode: 3 },
    ...{ mixLayout: 2, videoResolution: '640x480' },
  };
  const { layout } = recorder('RONGCLOUD').plan(inputOf('RONGCLOUD', { config }), ID);
  expect(layout).toMatchObject({ videoResolution: '640x480', mixLayout: 2, renderMode: 2 });
});
