import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import type { Environment } from '../../../../../src/config.ts';
import { OutcomeUnknown, VendorUnreachable } from '../../../../../src/errors.ts';
import { fakeVendor, KEYS, NOON, schemaOver, type FakeVendor } from '../../../../shared/fake-vendor.ts';

const input = {
  roomId: 'room-7',
  sessionId: 'session-1',
  extra: '',
  config: { videoFormat: 'MP4', audioFormat: 'AAC', mixLayout: 'FLOATING', sliceMin: 30, renderMode: 'FIT' },
};

interface Answer {
  recordId: string | null;
  errors: { code: string }[];
}

/** A function that starts a recording, every time at the same server. */
async function server(vendor: FakeVendor, environment: Environment = KEYS): Promise<() => Promise<Answer>> {
  const { schema } = await schemaOver(vendor, environment);
  const source = `mutation ($input: RongcloudStartRecordInput!) {
    rongcloudStartRecord(input: $input) { recordId errors { code message vendorCode retryable retryAfterMs } }
  }`;
  return async () => {
    const { data } = await graphql({ schema, source, variableValues: { input } });
    return data!['rongcloudStartRecord'] as Answer;
  };
}

async function start(vendor: FakeVendor, environment?: Environment): Promise<Answer> {
  return (await server(vendor, environment))();
}

const hostsOf = ({ calls }: FakeVendor) => calls.map(({ url }) => new URL(url).host);

it('gives the record id', async () => {
  expect(await start(fakeVendor())).toEqual({ recordId: 'rec-1', errors: [] });
});

it('sends a fresh triple, the room as a header, and no room in the body', async () => {
  const vendor = fakeVendor();
  const again = await server(vendor);
  await again();
  await again();
  const [first, second] = vendor.calls;
  expect(first!.headers).toEqual({
    'Content-Type': 'application/json',
    'App-Key': KEYS['RONGCLOUD_APP_KEY'],
    Nonce: expect.stringMatching(/^[0-9a-f]{18}$/) as string,
    Timestamp: String(NOON),
    Signature: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    'Room-Id': 'room-7',
  });
  expect(second!.headers['Nonce']).not.toBe(first!.headers['Nonce']);
  expect(second!.headers['Signature']).not.toBe(first!.headers['Signature']);
  expect(first!.body).not.toContain('room-7');
});

it.each([
  [{}, 'api.rong-api.com'],
  [{ RONGCLOUD_DATA_CENTER: 'SG' }, 'api.sg-light-api.com'],
  [{ RONGCLOUD_DATA_CENTER: 'SAU' }, 'api.sau-light-api.com'],
  [{ RONGCLOUD_ENDPOINT: 'http://127.0.0.1:9' }, '127.0.0.1:9'],
])('with %o goes to %s', async (settings, host) => {
  const vendor = fakeVendor();
  await start(vendor, { ...KEYS, ...settings });
  expect(hostsOf(vendor)).toEqual([host]);
});

it('judges by the code in the body, also when the status is 200', async () => {
  const vendor = fakeVendor(() => '{"code":1008,"errorMessage":"x"}');
  expect((await start(vendor)).errors).toEqual([
    {
      code: 'VENDOR_THROTTLED',
      message: 'Called too often.',
      vendorCode: '1008',
      retryable: true,
      retryAfterMs: 1000,
    },
  ]);
  expect(vendor.calls).toHaveLength(5);
});

it('sends again what came too often', async () => {
  const vendor: FakeVendor = fakeVendor(() =>
    vendor.calls.length === 1 ? '{"code":1008}' : '{"code":200,"recordId":"rec-2"}',
  );
  expect(await start(vendor)).toEqual({ recordId: 'rec-2', errors: [] });
  expect(new Set(vendor.calls.map(({ headers }) => headers['Nonce'])).size).toBe(2);
});

it('reads the body of an error status', async () => {
  const vendor = fakeVendor(() => ({ status: 401, date: undefined, body: '{"code":1004}' }));
  expect((await start(vendor)).errors).toMatchObject([{ code: 'VENDOR_NOT_AUTHORIZED', vendorCode: '1004' }]);
});

it.each(['<html>', '{}', '{"code":"200"}', 'null', ''])('does not know the outcome after %j', async (body) => {
  expect((await start(fakeVendor(() => body))).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', retryable: false }]);
});

it('repeats at the backup what surely was not sent', async () => {
  const vendor: FakeVendor = fakeVendor(() => {
    if (vendor.calls.length === 1) throw new VendorUnreachable('api.rong-api.com', 'ECONNREFUSED');
    return '{"code":200,"recordId":"rec-2"}';
  });
  expect(await start(vendor)).toEqual({ recordId: 'rec-2', errors: [] });
  expect(hostsOf(vendor)).toEqual(['api.rong-api.com', 'api-b.rong-api.com']);
});

it('says so when neither host can be reached, in three tries of which the first is at both', async () => {
  const vendor = fakeVendor(() => {
    throw new VendorUnreachable('x', 'ECONNREFUSED');
  });
  expect((await start(vendor)).errors).toMatchObject([{ code: 'VENDOR_UNREACHABLE', retryable: true }]);
  expect(hostsOf(vendor)).toEqual(['api', 'api-b', 'api-b', 'api-b'].map((host) => `${host}.rong-api.com`));
});

it.each([
  ['no answer', new OutcomeUnknown('api.rong-api.com', 'no answer within 10000 ms')],
  ['a server fault', { status: 503, date: undefined, body: 'busy' }],
  ['a server fault with a code', { status: 500, date: undefined, body: '{"code":1000}' }],
])('never repeats a start after %s, but goes to the backup with the next', async (_, outcome) => {
  const vendor: FakeVendor = fakeVendor(() => {
    if (vendor.calls.length > 1) return '{"code":200,"recordId":"rec-2"}';
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  const again = await server(vendor);
  expect((await again()).recordId).toBeNull();
  expect(vendor.calls).toHaveLength(1);
  expect((await again()).recordId).toBe('rec-2');
  expect(hostsOf(vendor)).toEqual(['api.rong-api.com', 'api-b.rong-api.com']);
});

it('names the variables when there are no keys, and makes no call', async () => {
  const vendor = fakeVendor();
  expect((await start(vendor, {})).errors).toMatchObject([
    {
      code: 'VENDOR_NOT_CONFIGURED',
      message: 'RongCloud is not configured: set RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET.',
    },
  ]);
  expect(vendor.calls).toHaveLength(0);
});

it.each([
  [{ RONGCLOUD_APP_KEY: 'key' }, 'RONGCLOUD_APP_SECRET is missing: set it together with RONGCLOUD_APP_KEY'],
  [{ RONGCLOUD_APP_SECRET: 'secret' }, 'RONGCLOUD_APP_KEY is missing: set it together with RONGCLOUD_APP_SECRET'],
  [{ ...KEYS, RONGCLOUD_DATA_CENTER: 'XX' }, 'RONGCLOUD_DATA_CENTER must be one of BJ, SG, SG_B, NA, SAU'],
  [{ ...KEYS, RONGCLOUD_ENDPOINT: 'http://vendor.example' }, 'RONGCLOUD_ENDPOINT must be an https address'],
])('does not start with %o', async (environment, message) => {
  await expect(schemaOver(fakeVendor(), environment)).rejects.toThrow(message);
});

const HOUR = 3_600_000;

/** RongCloud on a clock of its own: a timestamp that is more than 5 minutes off is no signature. */
function strictVendor(aheadMs: number): FakeVendor {
  const theirs = NOON + aheadMs;
  return fakeVendor(({ headers }) => ({
    status: 200,
    date: theirs,
    body:
      Math.abs(Number(headers['Timestamp']) - theirs) > 300_000
        ? '{"code":1004,"errorMessage":"signature"}'
        : '{"code":200,"recordId":"rec-1"}',
  }));
}

it.each([3 * HOUR, -3 * HOUR])('signs again, once, by the time of a vendor that is %i ms ahead', async (aheadMs) => {
  const vendor = strictVendor(aheadMs);
  const again = await server(vendor);
  expect(await again()).toEqual({ recordId: 'rec-1', errors: [] });
  expect(vendor.calls).toHaveLength(2);
  await again();
  expect(vendor.calls).toHaveLength(3);
});

it('does not sign again where the clocks agree: the signature is wrong for another reason', async () => {
  const vendor = fakeVendor(() => ({ status: 200, date: NOON, body: '{"code":1004,"errorMessage":"signature"}' }));
  expect((await start(vendor)).errors).toMatchObject([{ code: 'VENDOR_NOT_AUTHORIZED' }]);
  expect(vendor.calls).toHaveLength(1);
});
