import { expect, it } from 'vitest';
import { InvalidInput } from '../../../../../src/errors.ts';
import { Robots } from '../../../../../src/providers/tencent/shared/robots.ts';
import { isSignedBy, readUserSig } from '../../../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../../../src/wire/secret.ts';

const NOW = 1_700_000_000;
const KEY = new Secret('key-of-the-application');
const GIVEN = new Secret('given-user-sig');

function robots(keys: [number, Secret][] = [[1400000001, KEY]]) {
  return new Robots({ keys: new Map(keys), now: () => NOW });
}

const ID = 'rec_01kc6w3q8zabcdefghjkmnpq';
/** Twelve characters of the SHA-256 of that id. */
const TAIL = 'scgw83430st1';

const tiw = { sdkAppId: 1400000001, roomId: 4294967295 };
const trtc = { sdkAppId: 1400000001, roomId: '3560' };

it('makes a robot of TIW’s form, the same one for the same recording', () => {
  expect(robots().tiw(tiw, ID).userId).toBe(`tic_record_user_4294967295_${TAIL}`);
  expect(robots().tiw(tiw, ID).userId).toBe(`tic_record_user_4294967295_${TAIL}`);
});

it('makes another robot for every recording', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => robots().tiw(tiw, `rec_${index}`).userId);
  expect(new Set(ids).size).toBe(1000);
});

it('signs it in for the longest that TIW records, and an hour', () => {
  const { userId, userSig } = robots().tiw(tiw, ID);
  const content = readUserSig(userSig.reveal())!;
  expect(isSignedBy(KEY, content)).toBe(true);
  expect(content).toMatchObject({
    'TLS.identifier': userId,
    'TLS.sdkappid': 1400000001,
    'TLS.time': NOW,
    'TLS.expire': 25 * 3600,
  });
});

it('signs the id in that was given', () => {
  const { userId, userSig } = robots().tiw({ ...tiw, recordUserId: 'tic_record_user_4294967295_mine' }, ID);
  expect(userId).toBe('tic_record_user_4294967295_mine');
  expect(readUserSig(userSig.reveal())!['TLS.identifier']).toBe(userId);
});

it('takes both as they were given, also without a key', () => {
  expect(robots([]).tiw({ ...tiw, recordUserId: 'mine', recordUserSig: GIVEN }, ID)).toEqual({
    userId: 'mine',
    userSig: GIVEN,
  });
});

it.each([
  ['a TIW start', () => robots([]).tiw(tiw, ID), 'recordUserSig'],
  ['a TRTC start', () => robots([]).trtc(trtc, false, ID), 'userSig'],
  ['a start of another application', () => robots().tiw({ ...tiw, sdkAppId: 2 }, ID), 'recordUserSig'],
])('says both ways out when %s has neither a ticket nor a key', (_, start, field) => {
  expect(start).toThrow(InvalidInput);
  try {
    start();
  } catch (error) {
    expect((error as InvalidInput).faults).toEqual([
      { path: ['input', field], message: expect.stringMatching(/give it, or .* TENCENT_RTC_KEYS/) as string },
    ]);
  }
});

it('wants the id that a given ticket was made for', () => {
  expect(() => robots().trtc({ ...trtc, userSig: GIVEN }, false, ID)).toThrow(InvalidInput);
});

it('makes a robot of TRTC with the room in its id, and both tickets', () => {
  const { userId, userSig, privateMapKey } = robots().trtc(trtc, false, ID);
  expect(userId).toBe(`rec_3560_${TAIL}`);
  expect(readUserSig(userSig.reveal())).toMatchObject({ 'TLS.identifier': userId, 'TLS.expire': 73 * 3600 });
  const permission = readUserSig(privateMapKey!.reveal())!;
  expect(isSignedBy(KEY, permission)).toBe(true);
  const buffer = Buffer.from(permission['TLS.userbuf']!, 'base64');
  expect(buffer.readUInt32BE(buffer.length - 16)).toBe(3560);
  expect(buffer.readUInt32BE(buffer.length - 12)).toBe(NOW + 73 * 3600);
  expect(buffer.readUInt32BE(buffer.length - 8)).toBe(170); // enter, hear, see both streams
});

it('keeps the tickets valid for as long as the task can be controlled, and an hour', () => {
  const { userSig } = robots().trtc({ ...trtc, resourceExpiredHour: 720 }, false, ID);
  expect(readUserSig(userSig.reveal())!['TLS.expire']).toBe(721 * 3600);
});

it('names a text room in the permission', () => {
  const { userId, privateMapKey } = robots().trtc({ ...trtc, roomId: 'class 42!' }, true, ID);
  expect(userId).toBe(`rec_class42_${TAIL}`);
  const buffer = Buffer.from(readUserSig(privateMapKey!.reveal())!['TLS.userbuf']!, 'base64');
  expect(buffer[0]).toBe(1);
  expect(buffer.subarray(-9).toString()).toBe('class 42!');
});

it('adds no permission of its own to a ticket that was given', () => {
  expect(robots().trtc({ ...trtc, userId: 'mine', userSig: GIVEN }, false, ID)).toEqual({
    userId: 'mine',
    userSig: GIVEN,
  });
});

it('stays within the 32 bytes of a user id', () => {
  expect(robots().trtc({ ...trtc, roomId: 'x'.repeat(64) }, true, ID).userId.length).toBeLessThan(33);
});
