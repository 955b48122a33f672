import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import { OutcomeUnknown, VendorUnreachable } from '../../../../../src/errors.ts';
import type { Environment } from '../../../../../src/config.ts';
import { fakeVendor, KEYS, NOON, schemaOver, type FakeVendor } from '../../../../shared/fake-vendor.ts';

const SOURCE = `mutation ($input: GmeStartRecordInput!) {
  gmeStartRecord(input: $input) {
    taskId
    requestId
    errors { code message path vendorCode vendorRequestId retryable retryAfterMs }
  }
}`;
const input = { bizId: 3400352518, roomId: 'room-7', recordMode: 'MIXED' };

interface Answer {
  taskId: string | null;
  requestId: string | null;
  errors: { code: string; message: string; vendorCode: string | null; retryable: boolean }[];
}

/** Starts a GME recording; `environment` and `now` are the server's. */
async function start(vendor: FakeVendor, environment: Environment = KEYS, now = () => NOON): Promise<Answer> {
  const { schema } = await schemaOver(vendor, environment, now);
  const { data } = await graphql({ schema, source: SOURCE, variableValues: { input } });
  return data!['gmeStartRecord'] as Answer;
}

/** The header of the only call of a TIW start with this input. */
async function tiwRegion(environment: Environment, region?: string) {
  const vendor = fakeVendor();
  const { schema } = await schemaOver(vendor, environment);
  const { data } = await graphql({
    schema,
    source:
      'mutation ($input: TrtcCreateCloudRecordingInput!) { trtcCreateCloudRecording(input: $input) { errors { message path } } }',
    variableValues: {
      input: {
        sdkAppId: 1,
        roomId: '1',
        userId: 'u',
        userSig: 's',
        recordParams: { recordMode: 'SINGLE' },
        storageParams: { cloudVod: {} },
        region,
      },
    },
  });
  return { data: data!['trtcCreateCloudRecording'], header: vendor.calls[0]?.headers['X-TC-Region'] };
}

const refusal = (code: string) =>
  `{"Response":{"Error":{"Code":"${code}","Message":"secret text"},"RequestId":"req-9"}}`;

it('gives a task id beyond 2^53 digit for digit', async () => {
  expect(await start(fakeVendor())).toMatchObject({ taskId: '446192236330927912', requestId: 'req-1', errors: [] });
});

it('sends one signed POST to the international site', async () => {
  const vendor = fakeVendor();
  await start(vendor);
  expect(vendor.calls).toHaveLength(1);
  expect(vendor.calls[0]).toMatchObject({
    url: 'https://gme.intl.tencentcloudapi.com/',
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-TC-Action': 'StartRecord',
      'X-TC-Version': '2018-07-11',
      'X-TC-Timestamp': String(NOON / 1000),
      Authorization: expect.stringMatching(
        /^TC3-HMAC-SHA256 Credential=AKIDtestOnly0001\/2026-11-21\/gme\/tc3_request, SignedHeaders=content-type;host, Signature=[0-9a-f]{64}$/,
      ) as string,
    },
  });
});

it('goes to the China site for an account of that site', async () => {
  const vendor = fakeVendor();
  await start(vendor, { ...KEYS, TENCENT_SITE: 'china' });
  expect(vendor.calls[0]!.url).toBe('https://gme.tencentcloudapi.com/');
});

it('goes to another address when one is set, with the service in it', async () => {
  const vendor = fakeVendor();
  await start(vendor, { ...KEYS, TENCENT_ENDPOINT: 'https://{service}.proxy.example' });
  expect(vendor.calls[0]!.url).toBe('https://gme.proxy.example/');
});

it('sends the token of temporary credentials', async () => {
  const vendor = fakeVendor();
  await start(vendor, { ...KEYS, TENCENT_TOKEN: 'session-token' });
  expect(vendor.calls[0]!.headers['X-TC-Token']).toBe('session-token');
});

it('sends no region to a service without regions', async () => {
  const vendor = fakeVendor();
  await start(vendor, { ...KEYS, TENCENT_REGION: 'ap-beijing' });
  expect(vendor.calls[0]!.headers).not.toHaveProperty('X-TC-Region');
});

it.each([
  ['the default of the international site', {}, undefined, 'ap-singapore'],
  ['the default of the China site', { TENCENT_SITE: 'china' }, undefined, 'ap-guangzhou'],
  ['the region of the settings', { TENCENT_REGION: 'ap-mumbai' }, undefined, 'ap-mumbai'],
  [
    'its default where the settings name a region of another product',
    { TENCENT_REGION: 'eu-x' },
    undefined,
    'ap-singapore',
  ],
  ['the region of the input', { TENCENT_REGION: 'ap-mumbai' }, 'ap-beijing', 'ap-beijing'],
])('sends %s', async (_, settings, region, header) => {
  expect((await tiwRegion({ ...KEYS, ...settings }, region)).header).toBe(header);
});

it('refuses a region that the site does not have, before the call', async () => {
  const { data, header } = await tiwRegion({ ...KEYS, TENCENT_SITE: 'china' }, 'ap-mumbai');
  expect(header).toBeUndefined();
  expect(data).toEqual({
    errors: [
      {
        path: ['input', 'region'],
        message: 'region must be one of ap-guangzhou, ap-beijing, ap-shanghai at the China site',
      },
    ],
  });
});

it('gives a refusal as data: our code, the vendor’s code and request id, none of its text', async () => {
  expect(await start(fakeVendor(() => refusal('InvalidParameterValue.InvalidRoomId')))).toEqual({
    taskId: null,
    requestId: null,
    errors: [
      {
        code: 'VENDOR_INVALID_PARAMETER',
        message: 'The room id is wrong.',
        path: null,
        vendorCode: 'InvalidParameterValue.InvalidRoomId',
        vendorRequestId: 'req-9',
        retryable: false,
        retryAfterMs: null,
      },
    ],
  });
});

it('signs once more with the vendor’s time after AuthFailure.SignatureExpire', async () => {
  const HOUR = 3_600_000;
  const vendor: FakeVendor = fakeVendor(() => ({
    status: 200,
    date: NOON + HOUR,
    body:
      vendor.calls.length === 1 ? refusal('AuthFailure.SignatureExpire') : '{"Response":{"TaskId":1,"RequestId":"r"}}',
  }));
  expect(await start(vendor)).toMatchObject({ taskId: '1', errors: [] });
  expect(vendor.calls.map(({ headers }) => headers['X-TC-Timestamp'])).toEqual([
    String(NOON / 1000),
    String((NOON + HOUR) / 1000),
  ]);
});

it('gives up when the signature is expired twice', async () => {
  const vendor = fakeVendor(() => refusal('AuthFailure.SignatureExpire'));
  expect((await start(vendor)).errors[0]).toMatchObject({ code: 'VENDOR_NOT_AUTHORIZED' });
  expect(vendor.calls).toHaveLength(2);
});

it.each(['InternalError', 'InternalError.CRInternalError', 'LimitExceeded.TaskConcurrency', 'ServiceUnavailable'])(
  'sends a start that was refused with %s once',
  async (code) => {
    const vendor = fakeVendor(() => refusal(code));
    await start(vendor);
    expect(vendor.calls).toHaveLength(1);
  },
);

it('sends a start again that came too often, signed anew', async () => {
  let now = NOON;
  const vendor: FakeVendor = fakeVendor(() => {
    now += 2000;
    return vendor.calls.length < 3
      ? refusal('RequestLimitExceeded.UinLimitExceeded')
      : '{"Response":{"TaskId":1,"RequestId":"r"}}';
  });
  expect(await start(vendor, KEYS, () => now)).toMatchObject({ taskId: '1', errors: [] });
  const signatures = vendor.calls.map(({ headers }) => headers['Authorization']);
  expect(new Set(signatures).size).toBe(3);
});

const CONTROLS = {
  read: 'query ($taskId: Int64!) { gmeDescribeRecordInfo(input: { bizId: 1, taskId: $taskId }) { errors { code } } }',
  stop: 'mutation ($taskId: Int64!) { gmeStopRecord(input: { bizId: 1, taskId: $taskId }) { errors { code } } }',
  change: `mutation ($taskId: Int64!) {
    gmeModifyRecordInfo(input: { bizId: 1, taskId: $taskId, recordMode: MIXED }) { errors { code } }
  }`,
};

it.each<[keyof typeof CONTROLS, string, string, number]>([
  ['read', refusal('InternalError'), 'VENDOR_UNAVAILABLE', 3],
  ['read', '<html>', 'VENDOR_UNAVAILABLE', 3],
  ['read', refusal('RequestLimitExceeded'), 'VENDOR_THROTTLED', 5],
  ['read', refusal('InvalidParameter.TaskId'), 'VENDOR_INVALID_PARAMETER', 1],
  ['stop', refusal('InternalError'), 'VENDOR_UNAVAILABLE', 3],
  ['stop', '<html>', 'OUTCOME_UNKNOWN', 3],
  ['stop', refusal('FailedOperation.TaskNotExist'), 'VENDOR_NOT_FOUND', 1],
  ['change', refusal('InternalError'), 'VENDOR_UNAVAILABLE', 1],
  ['change', '<html>', 'OUTCOME_UNKNOWN', 1],
])('with a %s that is answered %s ends in %s after %i calls', async (kind, answer, code, calls) => {
  const vendor = fakeVendor(() => answer);
  const { schema } = await schemaOver(vendor);
  const { data, errors } = await graphql({ schema, source: CONTROLS[kind], variableValues: { taskId: '7' } });
  expect(errors).toBeUndefined();
  expect(Object.values(data!)).toMatchObject([{ errors: [{ code }] }]);
  expect(vendor.calls).toHaveLength(calls);
});

it.each([
  ['a gateway’s status', { status: 502, date: undefined, body: refusal('InternalError') }],
  ['HTML', '<html>'],
  ['JSON without an envelope', '{"ok":true}'],
  ['JSON null', 'null'],
  ['half an answer', '{"Response":{"TaskId":1'],
  ['nothing', ''],
])('does not know the outcome after %s', async (_, answer) => {
  const { errors, taskId } = await start(fakeVendor(() => answer));
  expect(taskId).toBeNull();
  expect(errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', retryable: false }]);
});

it.each<[code: string, tries: number, failure: Error, retryable: boolean]>([
  ['OUTCOME_UNKNOWN', 1, new OutcomeUnknown('gme.example', 'no answer within 10000 ms'), false],
  ['VENDOR_UNREACHABLE', 3, new VendorUnreachable('gme.example', 'ECONNREFUSED'), true],
])('gives %s as data, after %i tries of a start', async (code, tries, failure, retryable) => {
  const vendor = fakeVendor(() => {
    throw failure;
  });
  expect((await start(vendor)).errors).toMatchObject([{ code, retryable, message: failure.message }]);
  expect(vendor.calls).toHaveLength(tries);
});

it('names the variables when there are no keys, and makes no call', async () => {
  const vendor = fakeVendor();
  expect((await start(vendor, {})).errors).toMatchObject([
    {
      code: 'VENDOR_NOT_CONFIGURED',
      message: 'Tencent is not configured: set TENCENT_SECRET_ID and TENCENT_SECRET_KEY.',
    },
  ]);
  expect(vendor.calls).toHaveLength(0);
});

it.each([
  [{ TENCENT_SECRET_ID: 'id' }, 'TENCENT_SECRET_KEY is missing'],
  [{ TENCENT_SECRET_KEY: 'key' }, 'TENCENT_SECRET_ID is missing'],
  [{ TENCENT_TOKEN: 'token' }, 'TENCENT_SECRET_ID is missing'],
  [{ ...KEYS, TENCENT_SITE: 'mars' }, 'TENCENT_SITE must be intl or china'],
  [{ ...KEYS, TENCENT_ENDPOINT: 'http://vendor.example' }, 'TENCENT_ENDPOINT must be an https address'],
  [{ ...KEYS, TENCENT_ENDPOINT: 'nonsense' }, 'TENCENT_ENDPOINT is not an address'],
])('does not start with %o', async (environment, message) => {
  await expect(schemaOver(fakeVendor(), environment)).rejects.toThrow(message);
});
