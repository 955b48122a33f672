import { expect, it } from 'vitest';
import { callingClient } from '../../../src/calls/calling-client.ts';
import { GME_INPUT, GME_START, post, startTestServer } from '../../shared/running-server.ts';
import { fakeVendor } from '../../shared/fake-vendor.ts';

it('a vendor is called for the client whose request it is, over HTTP', async () => {
  const clients: (string | undefined)[] = [];
  const vendor = fakeVendor(() => {
    clients.push(callingClient());
    return '{"Response":{"TaskId":1,"RequestId":"req-1"}}';
  });
  const server = await startTestServer({ environment: { TENCENT_SECRET_ID: 'id', TENCENT_SECRET_KEY: 'key' }, vendor });
  await post(server, { query: GME_START, variables: { input: GME_INPUT } });
  await post(server, {
    query: '{ gmeDescribeTaskInfo(input: { bizId: 1, roomId: "r" }) { taskId errors { code } } }',
  });
  expect(clients.length).toBeGreaterThanOrEqual(2);
  expect(new Set(clients)).toEqual(new Set(['127.0.0.1']));
});
