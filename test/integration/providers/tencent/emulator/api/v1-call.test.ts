import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../../../src/wire/secret.ts';
import { send } from '../../../../emulation/send-raw.ts';
import { errorOf, NOW, responseOf, SECRET_ID, SECRET_KEY, startCaller } from '../caller.ts';
import { v1Call, type V1Variation } from './v1-call.ts';

const SECONDS = NOW / 1000;
const START = {
  Action: 'StartRecord',
  Version: '2018-07-11',
  BizId: '3400352518',
  RoomId: 'room 7+é',
  RecordMode: '1',
};

describe('a signature of version 1', () => {
  it.each<[string, V1Variation]>([
    ['with HmacSHA256', {}],
    ['with HmacSHA1', { algorithm: 'HmacSHA1', parameters: { SignatureMethod: 'HmacSHA1' } }],
    ['with HmacSHA1 where no method is named', { algorithm: 'HmacSHA1', parameters: { SignatureMethod: '' } }],
    ['over the query of a GET', { method: 'GET' }],
    ['over a form with a charset', { contentType: 'application/x-www-form-urlencoded; charset=utf-8' }],
    ['for a name that begins with the service', { host: 'gme.localhost:8080' }],
    ['for the host without its port', { host: 'gme.localhost:8080', signedHost: 'gme.localhost' }],
    ['for localhost', { host: 'localhost:4100' }],
    ['five minutes old', { parameters: { Timestamp: String(SECONDS - 300) } }],
    ['over further common parameters', { parameters: { Language: 'en-US', RequestClient: 'SDK_NODEJS_1' } }],
  ])('is accepted: %s', async (_, variation) => {
    const { emulator } = await startCaller();
    expect(errorOf(await send(emulator.port, v1Call(START, variation)))).toBeUndefined();
    expect(emulator.calls).toMatchObject([
      {
        service: 'gme',
        action: 'StartRecord',
        region: 'ap-singapore',
        body: { BizId: 3400352518, RoomId: 'room 7+é', RecordMode: 1 },
      },
    ]);
  });

  it.each<[string, string, V1Variation]>([
    ['MissingParameter', 'without an action', { parameters: { Action: '' } }],
    ['MissingParameter', 'without a version', { parameters: { Version: '' } }],
    ['NoSuchVersion', 'with the version of no product', { parameters: { Version: '2017-03-12' } }],
    ['InvalidAction', 'with an action of another product', { parameters: { Action: 'StartOnlineRecord' } }],
    ['NoSuchProduct', 'for a product that is not emulated', { host: 'cvm.localhost:8080' }],
    [
      'NoSuchVersion',
      'for a host of another product',
      { host: 'tiw.localhost:8080', parameters: { Action: 'StartOnlineRecord' } },
    ],
    ['MissingParameter', 'without a key id', { parameters: { SecretId: '' } }],
    ['AuthFailure.SecretIdNotFound', 'by a key nobody has', { parameters: { SecretId: 'AKIDother' } }],
    ['MissingParameter', 'without a time', { parameters: { Timestamp: '' } }],
    ['InvalidParameter', 'with a time that is no number', { parameters: { Timestamp: 'noon' } }],
    ['AuthFailure.SignatureExpire', 'more than five minutes old', { parameters: { Timestamp: String(SECONDS - 301) } }],
    [
      'AuthFailure.SignatureExpire',
      'more than five minutes ahead',
      { parameters: { Timestamp: String(SECONDS + 301) } },
    ],
    ['MissingParameter', 'without a nonce', { parameters: { Nonce: '' } }],
    ['InvalidParameter', 'with a nonce that is no number', { parameters: { Nonce: 'once' } }],
    ['AuthFailure.TokenFailure', 'with a token that the key lacks', { parameters: { Token: 'made-up' } }],
    ['MissingParameter', 'that is absent', { tampered: { Signature: '' } }],
    ['AuthFailure.SignatureFailure', 'that is another', { tampered: { Signature: 'AAAA' } }],
    ['AuthFailure.SignatureFailure', 'by another secret', { secretKey: new Secret('other') }],
    ['AuthFailure.SignatureFailure', 'for another host', { signedHost: 'gme.tencentcloudapi.com' }],
    ['AuthFailure.SignatureFailure', 'for another HTTP method', { signedMethod: 'GET' }],
    ['AuthFailure.SignatureFailure', 'for another room', { tampered: { RoomId: 'room-8' } }],
    ['AuthFailure.SignatureFailure', 'for a parameter more', { tampered: { RoomType: '1' } }],
    ['AuthFailure.SignatureFailure', 'with another method than is named', { algorithm: 'HmacSHA1' }],
    ['UnknownParameter', 'over a parameter that the action lacks', { parameters: { TaskId: '1' } }],
    ['InvalidParameter', 'over a text for a number', { parameters: { RecordMode: 'one' } }],
    ['RequestSizeLimitExceeded', 'of a body of more than 1 MB', { parameters: { RoomId: 'a'.repeat(1024 * 1024) } }],
  ])('is refused with %s: %s', async (expected, _, variation) => {
    const { emulator } = await startCaller();
    expect(errorOf(await send(emulator.port, v1Call(START, variation)))?.Code).toBe(expected);
  });

  it.each([
    ['made-up-token', undefined],
    ['another-token', 'AuthFailure.TokenFailure'],
    ['', 'AuthFailure.TokenFailure'],
  ])('by a temporary credential counts only with its token (%j)', async (Token, expected) => {
    const { emulator } = await startCaller({
      credentials: [{ secretId: SECRET_ID, secretKey: SECRET_KEY, token: new Secret('made-up-token') }],
    });
    expect(errorOf(await send(emulator.port, v1Call(START, { parameters: { Token } })))?.Code).toBe(expected);
  });
});

it('names the missing parameter, as the caller sends it', async () => {
  const { emulator } = await startCaller();
  const { Message } = errorOf(await send(emulator.port, v1Call(START, { parameters: { Nonce: '' } }))) ?? {};
  expect(Message).toBe('The parameter Nonce is required.');
});

it('answers a scripted fault by the action that a form names', async () => {
  const { emulator } = await startCaller();
  emulator.faults.add([{ kind: 'code', action: 'StartRecord', code: 'InternalError' }]);
  expect(errorOf(await send(emulator.port, v1Call(START)))?.Code).toBe('InternalError');
  expect(responseOf(await send(emulator.port, v1Call(START))).TaskId).toBeDefined();
});

it('counts calls of both signature versions against one rate', async () => {
  const { emulator, code } = await startCaller({ callsPerSecond: 1 });
  expect(errorOf(await send(emulator.port, v1Call(START)))).toBeUndefined();
  expect(await code('gme', 'StartRecord', { BizId: 1, RoomId: 'room-8', RecordMode: 1 })).toBe('RequestLimitExceeded');
});

it('has no rate limit if configured so', async () => {
  const { code } = await startCaller({ callsPerSecond: 0 });
  const codes = await Promise.all(
    Array.from({ length: 30 }, () => code('gme', 'DescribeTaskInfo', { BizId: 1, RoomId: 'room-8' })),
  );
  expect(new Set(codes)).toEqual(new Set([null]));
});
