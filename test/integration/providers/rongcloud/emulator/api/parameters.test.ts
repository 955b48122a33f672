import { describe, expect, it } from 'vitest';
import { answerOf, CONFIG, START, startCaller, type Variation } from '../caller.ts';

const config = (more: object) => ({ ...START, config: { ...CONFIG, ...more } });
const window = { userId: 'alice', streamId: 'alice_RongCloudRTC', x: 0.7, y: 0, width: 0.3, height: 1 };
const custom = (more: object) => config({ mixLayout: 1, input: { video: [{ ...window, ...more }] } });

describe('the parameters of a start', () => {
  it.each<[number, string, unknown]>([
    [200, 'nothing but what is required', START],
    [200, 'a resolution that the contract does not list', config({ videoResolution: '1920x1080' })],
    [200, 'windows that fill the canvas', custom({})],
    [200, 'an MCU recording', config({ recordType: 2, mcuConfig: { mode: 6, videoResolution: '640x480' } })],
    [200, 'mcuConfig beside recordType 1', config({ recordType: 1, mcuConfig: { videoResolution: '640x480' } })],
    [1002, 'an unknown field', { ...START, record: 1 }],
    [1002, 'a misspelt field', config({ model: 6 })],
    [1501, 'a number for a text', { ...START, extra: 1 }],
    [1501, 'a text for a number', config({ sliceMin: '60' })],
    [1501, 'null', config({ input: null })],
    [1501, 'a text for a fraction', custom({ x: '0.5' })],
    [1002, 'no extra', { ...START, extra: undefined }],
    [1002, 'no format', config({ videoFormat: undefined })],
    [1002, 'no window, nested', custom({ streamId: undefined })],
    [1002, 'an empty session', { ...START, sessionId: '' }],
    [1002, 'a slice of 45 minutes', config({ sliceMin: 45 })],
    [1002, 'a format that is not listed', config({ videoFormat: 'avi' })],
    [1002, 'a mode above 6', config({ mode: 7 })],
    [1002, 'a resolution without its pattern', config({ videoResolution: '640' })],
    [1002, 'a custom layout without windows', config({ mixLayout: 1 })],
    [1002, 'a window that is too wide', custom({ x: 0.71 })],
    [1002, 'a window that is too high', custom({ y: 0.1 })],
    [1002, 'a fraction above 1', custom({ x: 1.1, width: 0 })],
    [1002, 'an MCU recording without mcuConfig', config({ recordType: 2 })],
    [1002, 'mcuConfig without a resolution', config({ recordType: 2, mcuConfig: {} })],
  ])('are answered %i for %s', async (code, _, parameters) => {
    const { codes } = await startCaller();
    expect((await codes(parameters))[1]).toBe(code);
  });

  it('are refused with the place of the fault', async () => {
    const { call } = await startCaller();
    expect(answerOf(await call(custom({ x: 2 }))).errorMessage).toBe('config.input.video.0.x must be from 0 to 1.');
  });
});

describe('a call', () => {
  it.each<[number, number, string, Variation]>([
    [404, 1002, 'with an unknown path', { path: '/rtc/record/begin.json' }],
    [404, 1002, 'with the wrong method', { method: 'GET' }],
    [400, 1002, 'without Room-Id', { headers: { 'Room-Id': '' } }],
    [400, 1002, 'with a Room-Id of 65 characters', { headers: { 'Room-Id': 'r'.repeat(65) } }],
    [400, 1002, 'with a blank in Room-Id', { headers: { 'Room-Id': 'room 1' } }],
    [400, 1002, 'with another content type', { headers: { 'Content-Type': 'text/plain' } }],
    [400, 1005, 'with an X-Request-ID of 37 characters', { headers: { 'X-Request-ID': 'x'.repeat(37) } }],
    [400, 1003, 'without a body', { body: '' }],
    [400, 1002, 'with a body that is no JSON', { body: '{"sessionId" "x"}' }],
    [400, 1501, 'with a body that is no object', { body: '[]' }],
    [413, 1508, 'with more than 100 KB', { body: ' '.repeat(100 * 1024 + 1) }],
    [400, 1002, 'with a blank in the path', { method: 'DELETE', path: '/v2/rtc/rooms/room%201', body: '' }],
    [400, 1002, 'with a path that is not well encoded', { method: 'DELETE', path: '/v2/rtc/rooms/%E0', body: '' }],
    [400, 1005, 'with too long a parameter in the path', { method: 'DELETE', path: `/v2/rtc/rooms/${'r'.repeat(65)}` }],
  ])('is refused with HTTP %i, code %i: %s', async (status, code, _, variation) => {
    const { codes } = await startCaller();
    expect(await codes(START, variation)).toEqual([status, code]);
  });

  it('may say its character set and carry a request id', async () => {
    const { codes } = await startCaller();
    const headers = { 'Content-Type': 'Application/JSON; charset=utf-8', 'X-Request-ID': 'x'.repeat(36) };
    expect(await codes(START, { headers })).toEqual([200, 200]);
  });
});
