import { deflateSync } from 'node:zlib';
import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  mintPrivateMapKey,
  mintUserSig,
  type Room,
  type UserSigClaim,
} from '../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { fakeVendor, NOON, schemaOver } from '../../shared/fake-vendor.ts';

// Tickets that the caller made: those that cannot work are refused before anything is sent.

const NOW = NOON / 1000;
/** The server does not know it. */
const KEY = new Secret('key-of-the-callers-application');
const APP = 1400000001;

interface Product {
  readonly mutation: string;
  readonly input: object;
  readonly user: string;
  readonly userField: string;
  readonly sigField: string;
  /** How long the recording goes on without activity, by the vendor's own value. */
  readonly idle: number;
  readonly idleField: string;
}

const TIW: Product = {
  mutation: 'tiwStartOnlineRecord',
  input: { sdkAppId: APP, roomId: 7, recordUserId: 'tic_record_user_7_a' },
  user: 'tic_record_user_7_a',
  userField: 'recordUserId',
  sigField: 'recordUserSig',
  idle: 300,
  idleField: 'autoStopTimeout',
};
const TRTC: Product = {
  mutation: 'trtcCreateCloudRecording',
  input: {
    sdkAppId: APP,
    roomId: '3560',
    userId: 'robot',
    recordParams: { recordMode: 'MIXED' },
    storageParams: { cloudVod: {} },
  },
  user: 'robot',
  userField: 'userId',
  sigField: 'userSig',
  idle: 30,
  idleField: 'maxIdleTime',
};

/** The rules that a start breaks, and how many calls were sent. */
async function start({ mutation, input }: Product, more: object) {
  const vendor = fakeVendor();
  const { schema } = await schemaOver(vendor);
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { it: ${mutation}(input: $input) { errors { code path message } } }`;
  const { data, errors } = await graphql({ schema, source, variableValues: { input: { ...input, ...more } } });
  expect(errors).toBeUndefined();
  const payload = data!['it'] as { errors: { code: string; path: string[]; message: string }[] };
  return {
    faults: payload.errors.map(({ path, message }) => `${path.join('.')}: ${message}`),
    sent: vendor.calls.length,
  };
}

const claimOf = ({ user }: Product, change: Partial<UserSigClaim> = {}): UserSigClaim => ({
  userId: user,
  sdkAppId: APP,
  issuedAt: NOW - 60,
  validFor: 86_400,
  ...change,
});

const sig = (product: Product, change: Partial<UserSigClaim> = {}): object => ({
  [product.sigField]: mintUserSig(KEY, claimOf(product, change)).reveal(),
});

const permission = (change: Partial<UserSigClaim> = {}, room: Room = { number: 3560 }): object => ({
  ...sig(TRTC),
  privateMapKey: mintPrivateMapKey(KEY, claimOf(TRTC, change), room, 42).reveal(),
});

const at = (seconds: number): string => new Date((NOW + seconds) * 1000).toISOString();

describe.each([TIW, TRTC])('a UserSig given to $mutation', (product) => {
  const { sigField, userField, idle, idleField } = product;
  const shortRule = `input.${sigField}: ${sigField} must be valid`;

  it('is sent where it fits', async () => {
    expect(await start(product, sig(product))).toEqual({ faults: [], sent: 1 });
  });

  it.each([
    ['another user', { userId: 'alice' }, `must be signed for ${userField}, and is signed for another user`],
    ['another application', { sdkAppId: 7 }, 'must be signed for sdkAppId, and is signed for another application'],
    ['a time that is over', { validFor: 60 }, 'must not have expired: sign a new one'],
  ])('is refused where it is signed for %s', async (_, change, words) => {
    expect(await start(product, sig(product, change))).toEqual({
      faults: [`input.${sigField}: ${sigField} ${words}`],
      sent: 0,
    });
  });

  it('is refused with every rule that it breaks', async () => {
    const { faults } = await start(product, sig(product, { userId: 'alice', sdkAppId: 7, validFor: 1 }));
    expect(faults).toHaveLength(3);
  });

  it('is refused where it ends before the recording can end by itself', async () => {
    const words = `for at least ${idleField} (${idle} seconds if that is absent): sign one that lasts longer`;
    expect(await start(product, sig(product, { validFor: 60 + idle - 1 }))).toEqual({
      faults: [`${shortRule} ${words}`],
      sent: 0,
    });
    expect((await start(product, sig(product, { validFor: 60 + idle }))).faults).toEqual([]);
  });

  it('is refused where it ends before stopBy', async () => {
    const stopBy = at(7200);
    const short = await start(product, { ...sig(product, { validFor: 60 + 7199 }), stopBy });
    expect(short).toEqual({ faults: [`${shortRule} until stopBy: sign one that lasts longer`], sent: 0 });
    expect((await start(product, { ...sig(product, { validFor: 60 + 7200 }), stopBy })).faults).toEqual([]);
  });

  it('shows nothing of itself in what is refused', async () => {
    const { faults } = await start(product, sig(product, { userId: 'canary', sdkAppId: 987_654, validFor: 1 }));
    expect(faults.join()).not.toMatch(/canary|987654/);
  });

  it.each([
    ['a made-up one', 'usersig-of-the-recorder'],
    ['an empty packet', deflateSync('').toString('base64')],
    ['a list', deflateSync('[]').toString('base64')],
    [
      'members of other types',
      deflateSync('{"TLS.identifier":7,"TLS.sdkappid":"1","TLS.time":"1"}').toString('base64'),
    ],
    ['one that unpacks to a gigabyte of zeros', deflateSync(Buffer.alloc(2 ** 24)).toString('base64')],
    ['a megabyte of text', 'a'.repeat(2 ** 20)],
  ])('is left to the vendor where it cannot be read: %s', async (_, text) => {
    expect(await start(product, { [sigField]: text })).toEqual({ faults: [], sent: 1 });
  });
});

describe('a PrivateMapKey', () => {
  it('is sent where it fits', async () => {
    expect(await start(TRTC, permission())).toEqual({ faults: [], sent: 1 });
    const text = { ...permission({}, { text: 'class 42' }), roomId: 'class 42', roomIdType: 'STRING' };
    expect(await start(TRTC, text)).toEqual({ faults: [], sent: 1 });
  });

  it.each([
    ['another user', permission({ userId: 'alice' }), 'must be signed for userId, and is signed for another user'],
    [
      'another application',
      permission({ sdkAppId: 7 }),
      'must be signed for sdkAppId, and is signed for another application',
    ],
    ['a time that is over', permission({ validFor: 60 }), 'must not have expired: sign a new one'],
    [
      'another room',
      permission({}, { number: 7 }),
      'must be signed for roomId and its roomIdType, and is signed for another room',
    ],
    [
      'the text room of that number',
      permission({}, { text: '3560' }),
      'must be signed for roomId and its roomIdType, and is signed for another room',
    ],
  ])('is refused where it is signed for %s', async (_, given, words) => {
    expect(await start(TRTC, given)).toEqual({ faults: [`input.privateMapKey: privateMapKey ${words}`], sent: 0 });
  });
});
