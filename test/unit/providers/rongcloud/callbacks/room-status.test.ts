import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CallbackRejected, verified } from '../../../../../src/callbacks/callback.ts';
import { CallbackSignature } from '../../../../../src/providers/rongcloud/callbacks/signature.ts';
import { RongcloudRoomStatusCallback } from '../../../../../src/providers/rongcloud/callbacks/room-status.ts';
import { callback, KEYS, NOW } from '../callback-request.ts';

const LEFT = { roomId: 'room-7', sessionId: 'session-7', userId: 'alice', event: 12, timestamp: NOW - 1, exitType: 3 };

const source = new RongcloudRoomStatusCallback(new CallbackSignature(KEYS));

it('is verified with its app key in the address', () => {
  const request = callback({ content: LEFT, query: (parts) => ({ ...parts, appKey: KEYS.appKey }) });
  expect(source.verify(request)).toBe(JSON.stringify(LEFT));
});

it('is verified with its app key in a header', () => {
  const request = callback({ content: LEFT, headers: (parts) => ({ ...parts, 'app-key': KEYS.appKey }) });
  expect(source.verify(request)).toBe(JSON.stringify(LEFT));
});

it.each([
  ['another app key', { appKey: 'another' }],
  ['no app key', {}],
])('is refused with %s', (_words, query) => {
  const request = callback({ content: LEFT, query: (parts) => ({ ...parts, ...query }) });
  expect(() => source.verify(request)).toThrow(CallbackRejected);
});

it('reports which session its room has, and nothing of a recording', () => {
  expect(source.read(verified(JSON.stringify(LEFT)), NOW)).toEqual([
    {
      ...{
        type: '12',
        isKnown: true,
        product: null,
        account: KEYS.appKey,
        room: 'room-7',
        taskId: null,
        vendorKey: null,
      },
      ...{ at: NOW - 1, report: { facts: [] } },
      session: { account: KEYS.appKey, roomId: 'room-7', sessionId: 'session-7', isOver: false },
    },
  ]);
});

it('reports no session if none is named', () => {
  const [news] = source.read(verified(JSON.stringify({ ...LEFT, sessionId: '' })), NOW);
  expect(news).not.toHaveProperty('session');
  expect(source.read(verified('{"event":99}'), NOW)).toMatchObject([{ type: '99', isKnown: false }]);
});

it('reads any text without an error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      expect(source.read(verified(text), NOW)).toHaveLength(1);
    }),
  );
});
