import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig, type Environment } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { startServer } from '../../shared/server.ts';
import { fakeVendor, KEYS } from '../../shared/fake-vendor.ts';
import { temporaryFolder } from '../../shared/stores.ts';

const FILE = `
storageProfiles:
  archive:
    cloudStorage:
      vendor: COS
      region: ap-singapore
      bucket: lessons-1250000000
      accessKey: \${COS_ACCESS_KEY}
      secretKey: \${COS_SECRET_KEY}
      fileNamePrefix: [lessons]
  far:
    cloudStorage: { vendor: S3, region: us-west-1, bucket: b, accessKey: k, secretKey: s }
  vod:
    cloudVod: { tencentVod: { expireTime: 86400 } }
`;

/** A server with this file, and what its starts send and answer. */
async function serve(file: string, environment: Environment = {}) {
  const folder = temporaryFolder();
  const path = join(folder, 'config.yaml');
  writeFileSync(path, file);
  const vendor = fakeVendor();
  const variables = { COS_ACCESS_KEY: 'the-access-key', COS_SECRET_KEY: 'the-secret-key' };
  const settings = { PORT: '0', DATA_DIR: folder, TAPEDECK_CONFIG: path };
  const config = readConfig({ ...KEYS, ...variables, ...settings, ...environment });
  const server = await startServer({
    config,
    log: createLog('silent'),
    transport: vendor.transport,
    reconcile: false, // the calls of starts alone are looked at
  });
  onTestFinished(server.stop);
  const send = async (mutation: string, input: object) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { errors { code path message } } }`;
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data, errors } = (await response.json()) as {
      data?: Record<string, { errors: object[] }>;
      errors?: object[];
    };
    return errors ?? data![mutation]!.errors;
  };
  const web = (storageParams: object) =>
    send('trtcStartWebRecord', { sdkAppId: 1, recordUrl: 'https://class.example/', storageParams });
  const room = (storageParams: object) =>
    send('trtcCreateCloudRecording', {
      sdkAppId: 1,
      roomId: '1',
      userId: 'u',
      userSig: 's',
      recordParams: { recordMode: 'MIXED' },
      storageParams,
    });
  return { web, room, sent: () => (vendor.sent() as { StorageParams: unknown }).StorageParams, calls: vendor.calls };
}

const INLINE = { cloudStorage: { vendor: 'COS', region: 'r', bucket: 'b', accessKey: 'k', secretKey: 's' } };

it('sends the place that a profile names, with its variables filled in', async () => {
  const { web, sent } = await serve(FILE);
  expect(await web({ profile: 'archive' })).toEqual([]);
  expect(sent()).toEqual({
    CloudStorage: {
      Vendor: 0,
      Region: 'ap-singapore',
      Bucket: 'lessons-1250000000',
      AccessKey: 'the-access-key',
      SecretKey: 'the-secret-key',
      FileNamePrefix: ['lessons'],
    },
  });
});

it('knows buckets of S3 and VOD for rooms', async () => {
  const { room, calls } = await serve(FILE);
  expect(await room({ profile: 'far' })).toEqual([]);
  expect(await room({ profile: 'vod' })).toEqual([]);
  expect(calls).toHaveLength(2);
});

it('refuses a profile that does not exist, naming those that do', async () => {
  const { room, calls } = await serve(FILE);
  expect(await room({ profile: 'attic' })).toEqual([
    {
      code: 'INVALID_INPUT',
      path: ['input', 'storageParams', 'profile'],
      message: 'profile must be one of archive, far, vod',
    },
  ]);
  expect(calls).toHaveLength(0);
});

it('refuses a profile that does not suit the recording', async () => {
  const { web, calls } = await serve(FILE);
  expect(await web({ profile: 'far' })).toMatchObject([
    { code: 'INVALID_INPUT', path: ['input', 'storageParams', 'cloudStorage', 'vendor'] },
  ]);
  expect(calls).toHaveLength(0);
});

it.each([
  ['nothing', {}],
  ['a profile and a bucket', { profile: 'archive', ...INLINE }],
  ['a profile and VOD', { profile: 'archive', cloudVod: {} }],
  ['a bucket and VOD', { ...INLINE, cloudVod: {} }],
])('wants exactly one place, not %s', async (_, storageParams) => {
  const { room, calls } = await serve(FILE);
  const message = expect.stringContaining('storageParams must hold exactly one field, and not null') as string;
  expect(await room(storageParams)).toMatchObject([{ path: ['input', 'storageParams'], message }]);
  expect(calls).toHaveLength(0);
});

it('takes credentials in a request unless the operator says no', async () => {
  expect(await (await serve(FILE)).room(INLINE)).toEqual([]);
  const { room, calls } = await serve(FILE, { ALLOW_INLINE_STORAGE_CREDENTIALS: 'false' });
  expect(await room(INLINE)).toMatchObject([
    { code: 'INVALID_INPUT', path: ['input', 'storageParams', 'cloudStorage'] },
  ]);
  expect(calls).toHaveLength(0);
  expect(await room({ profile: 'archive' })).toEqual([]);
});

it.each([
  ['a field that does not exist', 'storageProfiles: { a: { cloudVod: { x: 1 } } }', 'storageProfiles.a.cloudVod.x'],
  [
    'a wrong enum',
    'storageProfiles: { a: { cloudStorage: { vendor: OSS } } }',
    'storageProfiles.a.cloudStorage.vendor',
  ],
  ['no place', 'storageProfiles: { a: {} }', 'storageProfiles.a'],
  ['two places', 'storageProfiles: { a: { cloudVod: {}, profile: b } }', 'storageProfiles.a'],
])('does not start with %s in a profile', async (_, file, path) => {
  const failure: unknown = await serve(file).catch((error: unknown) => error);
  const faults = (failure as { faults: { path: string[] }[] }).faults.map((fault) => fault.path.join('.'));
  expect(faults).toContain(path);
});
