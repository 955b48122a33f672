import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isSignedBy,
  mintPrivateMapKey,
  mintUserSig,
  permissionBuffer,
  readUserSig,
  type Room,
} from '../../../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import vectors from '../usersig.vectors.json' with { type: 'json' };

const KEY = new Secret(vectors.key);

const claimOf = (decoded: (typeof vectors.cases)[number]['decoded']) => ({
  userId: decoded['TLS.identifier'],
  sdkAppId: decoded['TLS.sdkappid'],
  issuedAt: decoded['TLS.time'],
  validFor: decoded['TLS.expire'],
});

const roomOf = (room: number | string): Room => (typeof room === 'number' ? { number: room } : { text: room });

it.each(vectors.cases.filter(({ id }) => id.startsWith('U')))('mints the UserSig $id', ({ decoded }) => {
  expect(readUserSig(mintUserSig(KEY, claimOf(decoded)).reveal())).toEqual(decoded);
});

it.each(vectors.cases.filter(({ id }) => id.startsWith('P')))('mints the PrivateMapKey $id, $call', (vector) => {
  const { decoded, room, privileges, userbufHex } = vector as Required<typeof vector>;
  const claim = claimOf(decoded);
  expect(permissionBuffer(claim, roomOf(room), privileges).toString('hex')).toBe(userbufHex);
  expect(readUserSig(mintPrivateMapKey(KEY, claim, roomOf(room), privileges).reveal())).toEqual(decoded);
});

it('reads a ticket of the official library', () => {
  expect(readUserSig(vectors.token)).toEqual(vectors.cases[0]!.decoded);
});

it('knows whose key made a ticket', () => {
  const content = readUserSig(vectors.token)!;
  expect(isSignedBy(KEY, content)).toBe(true);
  expect(isSignedBy(new Secret('another'), content)).toBe(false);
  expect(isSignedBy(KEY, { ...content, 'TLS.expire': content['TLS.expire'] + 1 })).toBe(false);
});

it.each(['', 'garbage', '%%%', 'eJwAAAA_', Buffer.from('{}').toString('base64')])('reads nothing from %j', (ticket) => {
  expect(readUserSig(ticket)).toBeUndefined();
});

it('uses only characters that are safe in an address', () => {
  fc.assert(
    fc.property(fc.nat(), fc.stringMatching(/^[\w-]{1,32}$/), (issuedAt, userId) => {
      const ticket = mintUserSig(KEY, { userId, sdkAppId: 1400000001, issuedAt, validFor: 60 }).reveal();
      expect(ticket).toMatch(/^[A-Za-z0-9*\-_]+$/);
      expect(isSignedBy(KEY, readUserSig(ticket)!)).toBe(true);
    }),
    { numRuns: 500, seed: 20261121 },
  );
});
