import { describe, expect, it } from 'vitest';
import type { EmulatedCall } from '../../../../../src/emulation/server/request-log.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import { answerOf, APP_KEY, APP_SECRET, START, startCaller } from './caller.ts';

describe('a start', () => {
  it('is answered with a record id of 32 hexadecimal digits', async () => {
    const { call } = await startCaller();
    const received = await call(START);
    expect(received.status).toBe(200);
    expect(answerOf(received)).toEqual({
      code: 200,
      errorMessage: 'Success',
      recordId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
  });

  it('of a session that is being recorded is refused', async () => {
    const { call, codes } = await startCaller();
    await call(START);
    expect(answerOf(await call(START))).toEqual({ code: 1002, errorMessage: 'session is already being recorded' });
    expect(await codes({ ...START, sessionId: 'session-2' })).toEqual([200, 200]);
  });

  it('of a session of the same name in another app is another recording', async () => {
    const other = { appKey: 'other-app', appSecret: new Secret('other-secret') };
    const { codes } = await startCaller({ apps: [{ appKey: APP_KEY, appSecret: APP_SECRET }, other] });
    expect(await codes(START)).toEqual([200, 200]);
    expect(await codes(START, { headers: { 'App-Key': 'other-app' }, secret: other.appSecret })).toEqual([200, 200]);
  });

  it('that was refused leaves the session free', async () => {
    const { codes } = await startCaller();
    expect(await codes({ ...START, extra: 1 })).toEqual([400, 1501]);
    expect(await codes(START)).toEqual([200, 200]);
  });
});

it.each([
  [{}, 100],
  [{ callsPerSecond: 3 }, 3],
])('admits so many calls a second: %j', async (options, limit) => {
  const { clock, codes } = await startCaller(options);
  for (let call = 0; call < limit; call++) {
    expect(await codes({ ...START, sessionId: `session-${call}` })).toEqual([200, 200]);
  }
  expect(await codes({ ...START, sessionId: 'one-more' })).toEqual([429, 1008]);
  clock.now += 1000;
  expect(await codes({ ...START, sessionId: 'one-more' })).toEqual([200, 200]);
});

it('sends the configured HTTP statuses', async () => {
  const { codes } = await startCaller({ httpStatusByCode: { 1002: 200 } });
  expect(await codes({ ...START, sessionId: undefined })).toEqual([200, 1002]);
  expect(await codes(START, { body: '' })).toEqual([400, 1003]);
});

it('remembers received requests, and shows them without parameters', async () => {
  const summaries: EmulatedCall[] = [];
  const { emulator, call } = await startCaller({ onCall: (it) => summaries.push(it) });
  const headers = { 'X-Request-ID': 'request-1' };
  const { recordId } = answerOf(await call(START, { headers }));
  await call(START, { headers, secret: new Secret('other') });
  const common = { action: 'startRecord', requestId: 'request-1' };
  expect(emulator.calls).toEqual([
    { ...common, appKey: APP_KEY, roomId: 'room-1', body: START, code: null },
    { ...common, appKey: '', roomId: 'room-1', body: null, code: 1004 },
  ]);
  expect(summaries).toEqual([
    { ...common, service: 'rongcloud', code: null, taskId: recordId },
    { ...common, service: 'rongcloud', code: '1004' },
  ]);
});
