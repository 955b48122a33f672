import { describe, expect, it } from 'vitest';
import type { Transport, WireAnswer } from '../../../../src/wire/transport.ts';
import { fakeVendor } from '../../../shared/fake-vendor.ts';
import { GME_INPUT, GME_START, post, startTestServer } from '../../../shared/running-server.ts';
import { secret, formsIn, KEYS, start, body, ROOM, STARTS, expectNoSecret } from './requests.ts';

/** What a vendor, or the way to it, may make of a call that holds secrets. */
const VENDORS: Readonly<Record<string, (sent: string, isRongcloud: boolean) => string | WireAnswer>> = {
  'succeeds and sends all back': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":200,"recordId":"rec-1","errorMessage":${JSON.stringify(sent)}}`
      : `{"Response":{"TaskId":"task-1","RequestId":"req-1","Echo":${JSON.stringify(sent)}}}`,
  'refuses, with what was sent in its message': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":1002,"errorMessage":${JSON.stringify(sent)}}`
      : `{"Response":{"Error":{"Code":"InvalidParameter","Message":${JSON.stringify(sent)}},"RequestId":"req-1"}}`,
  'refuses with a code that nobody knows': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":99999,"errorMessage":${JSON.stringify(sent)}}`
      : `{"Response":{"Error":{"Code":"Made.Up","Message":${JSON.stringify(sent)}},"RequestId":"req-1"}}`,
  'answers what was sent': (sent) => sent,
  'answers a page': (sent) => `<html>${sent}</html>`,
  'answers broken JSON': (sent) => `{"Response":${sent}`,
  'answers an object in the place of an id': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":200,"recordId":{"echo":${JSON.stringify(sent)}}}`
      : `{"Response":{"TaskId":{"Echo":${JSON.stringify(sent)}},"RequestId":{"Echo":${JSON.stringify(sent)}}}}`,
  'fails with what was sent': (sent) => ({ status: 502, date: undefined, body: sent }),
  'leads elsewhere': (sent) => ({ status: 302, date: undefined, body: sent }),
};

/** Faults on the way to the vendor. */
const FAULTS: Readonly<Record<string, (sent: string) => unknown>> = {
  'a fault of ours that quotes it': (sent) => new TypeError(`cannot send ${sent}`),
  'a fault in several lines': (sent) => new Error(`cannot send\n    at ${sent}\n    ${sent}`),
  'a fault that carries it': (sent) => Object.assign(new Error('cannot send'), { request: { sent }, code: sent }),
  'a fault with a cause': (sent) => new Error('cannot send', { cause: new Error(sent) }),
  'a fault of many': (sent) => new AggregateError([new Error(sent)], sent),
  'a fault with a name of its own': (sent) => Object.assign(new Error('cannot send'), { name: sent }),
  'a text that was thrown': (sent) => sent,
  'an object that was thrown': (sent) => ({ sent }),
};

const sentBy: (call: Parameters<Transport>[0]) => string = ({ url, headers, body: sent }) =>
  JSON.stringify({ url, headers, body: sent });

describe('secrets that vendors are sent', () => {
  for (const [start_, { query, input }] of Object.entries(STARTS)) {
    const send = body({ query, variables: { input } });

    it.each(Object.entries(VENDORS))(
      `are never answered or logged when the vendor %s: ${start_}`,
      async (_name, answer) => {
        const vendor = fakeVendor((call) => answer(sentBy(call), 'App-Key' in call.headers));
        const server = await startTestServer({ environment: KEYS, vendor });
        await expectNoSecret(server, send);
        expect(formsIn(sentBy(vendor.calls[0]!))).not.toEqual([]); // else nothing was at stake
      },
    );

    it.each(Object.entries(FAULTS))(`are never answered or logged at %s: ${start_}`, async (_name, fault) => {
      const vendor = fakeVendor((call) => {
        throw fault(sentBy(call)) as Error;
      });
      await expectNoSecret(await startTestServer({ environment: KEYS, vendor }), send);
    });
  }
});

it('reach the vendor all the same', async () => {
  const server = await startTestServer({ environment: KEYS });
  await start(ROOM)(server);
  const [call] = server.vendor.calls;
  expect(call?.headers['Authorization']).toContain(KEYS.TENCENT_SECRET_ID);
  expect(call?.headers['X-TC-Token']).toBe(KEYS.TENCENT_TOKEN);
  expect(JSON.parse(call?.body ?? '')).toMatchObject({
    UserSig: secret('userSig'),
    PrivateMapKey: secret('privateMapKey'),
    StorageParams: { CloudStorage: { AccessKey: secret('accessKey'), SecretKey: secret('secretKey') } },
  });
  expect((await post(server, { query: GME_START, variables: { input: GME_INPUT } })).status).toBe(200);
});
