import { expect, it } from 'vitest';
import { errorOf, NOW, responseOf, startCaller, type Variation } from '../caller.ts';
import { GME, TIW, TRTC_CLOUD } from './parameters-of.ts';

it.each<[string, string, Variation]>([
  ['UnsupportedProtocol', 'another path', { path: '/v3' }],
  ['MissingParameter', 'no action', { headers: { 'x-tc-action': '' } }],
  ['InvalidAction', 'an unknown action', { headers: { 'x-tc-action': 'StartRecording' } }],
  ['InvalidAction', 'an action that every object has', { headers: { 'x-tc-action': 'constructor' } }],
  ['InvalidAction', 'an action of the other site', { headers: { 'x-tc-action': 'DescribeRunningTasks' } }],
  ['InvalidAction', 'an action of another service', { headers: { 'x-tc-action': 'StartRecord' } }],
  ['MissingParameter', 'no version', { headers: { 'x-tc-version': '' } }],
  ['NoSuchVersion', 'the version of another service', { headers: { 'x-tc-version': '2018-07-11' } }],
  ['MissingParameter', 'no region', { headers: { 'x-tc-region': '' } }],
  ['UnsupportedRegion', 'a region that lacks the action', { headers: { 'x-tc-region': 'ap-guangzhou' } }],
  ['RequestSizeLimitExceeded', 'a body of more than 10 MB', { body: ' '.repeat(10 * 1024 * 1024 + 1) }],
  ['RequestSizeLimitExceeded', 'a query of more than 32 KB', { method: 'GET', query: 'a'.repeat(32 * 1024 + 1) }],
])('refuses with %s: %s', async (expected, _, variation) => {
  const { code } = await startCaller();
  expect(await code('tiw', 'StartOnlineRecord', TIW, variation)).toBe(expected);
});

it('refuses other methods', async () => {
  const { emulator } = await startCaller();
  const { Response } = (await (await fetch(emulator.origin, { method: 'PUT', body: '{}' })).json()) as {
    Response: { Error: { Code: string } };
  };
  expect(Response.Error.Code).toBe('UnsupportedProtocol');
});

it('refuses a call that names no service at all', async () => {
  const { emulator } = await startCaller();
  expect(await (await fetch(emulator.origin)).text()).toContain('AuthFailure.InvalidAuthorization');
});

it.each([
  ['intl', 'ap-mumbai', null],
  ['china', 'ap-mumbai', 'UnsupportedRegion'],
  ['china', 'ap-guangzhou', null],
] as const)('offers the regions of its site: %s, %s', async (site, region, expected) => {
  const { code } = await startCaller({ site });
  expect(await code('trtc', 'CreateCloudRecording', TRTC_CLOUD, { headers: { 'x-tc-region': region } })).toBe(expected);
});

it('asks no region of GME', async () => {
  const { code } = await startCaller();
  expect(await code('gme', 'StartRecord', GME, { headers: { 'x-tc-region': '' } })).toBeNull();
});

it('answers 200, a request id and the time of its own clock in success and failure alike', async () => {
  const { call } = await startCaller();
  for (const received of [await call('gme', 'StartRecord', GME), await call('gme', 'StartRecord', {})]) {
    expect(received.status).toBe(200);
    expect(received.headers['content-type']).toBe('application/json');
    expect(received.headers.date).toBe(new Date(NOW).toUTCString());
    expect(responseOf(received).RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
});

it('looks for the task only after every check', async () => {
  const { call, code } = await startCaller();
  const stop = await call('gme', 'StopRecord', { BizId: 1, TaskId: 446192236330927912n });
  expect(errorOf(stop)?.Code).toBe('ResourceNotFound.TaskNotFound');
  expect(await code('gme', 'StopRecord', { BizId: 1, TaskId: '446192236330927912' })).toBe('InvalidParameter');
});
