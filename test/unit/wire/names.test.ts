import { expect, it } from 'vitest';
import { fromWire, pascalNames, sameNames, toWire } from '../../../src/wire/names.ts';
import { Secret } from '../../../src/wire/secret.ts';

const names = pascalNames({ trtcRoomIdStr: 'TRTCRoomIdStr' });

it('gives every name a capital, at every depth', () => {
  expect(toWire({ sdkAppId: 1, recordParams: { list: [{ userId: 'a' }] } }, names)).toEqual({
    SdkAppId: 1,
    RecordParams: { List: [{ UserId: 'a' }] },
  });
});

it('knows the exceptions, both ways', () => {
  expect(toWire({ trtcRoomIdStr: 'x' }, names)).toEqual({ TRTCRoomIdStr: 'x' });
  expect(fromWire({ TRTCRoomIdStr: 'x', TaskId: 7n }, names)).toEqual({ trtcRoomIdStr: 'x', taskId: 7n });
});

it('leaves out what has no value, and keeps false, zero and empty texts', () => {
  const wire = toWire({ a: null, b: undefined, c: false, d: 0, e: '', f: [] }, names);
  expect(wire).toStrictEqual({ C: false, D: 0, E: '', F: [] });
});

it('writes long integers as bare digits', () => {
  expect(JSON.stringify(toWire({ taskId: 446192236330927912n }, names))).toBe('{"TaskId":446192236330927912}');
});

it('opens secrets', () => {
  expect(toWire({ userSig: new Secret('s') }, names)).toEqual({ UserSig: 's' });
});

it('leaves names alone for vendors that write as we do', () => {
  expect(toWire({ sessionId: 's', config: { mixLayout: 1 } }, sameNames)).toEqual({
    sessionId: 's',
    config: { mixLayout: 1 },
  });
});
