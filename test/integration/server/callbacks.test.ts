import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import type { RunningServer } from '../../../src/server.ts';
import { startServer } from '../../shared/server.ts';
import { json, post } from '../../shared/running-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';

const START = `mutation Start($input: TrtcStartWebRecordInput!) {
  it: trtcStartWebRecord(input: $input) { recording { id } errors { message } }
}`;
const FIND = 'query Find($id: ID!) { it: recording(id: $id) { state manifest { isComplete } } }';
const COUNTS = '{ it: callbackCounts { source type state count } }';
const INPUT = {
  sdkAppId: 1400000001,
  recordUrl: 'https://class.example/7',
  storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } },
};

async function ask<Answer>(server: RunningServer, query: string, variables: object = {}): Promise<Answer> {
  const { data } = json<{ data: { it: Answer } }>(await post(server, { query, variables }));
  return data.it;
}

it('the demo is connected both ways: the emulator calls the server back, and is believed', async () => {
  const config = readConfig({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder() });
  const server = await startServer({ config, log: createLog('silent') });
  onTestFinished(server.stop);
  const { recording } = await ask<{ recording: { id: string } }>(server, START, { input: INPUT });
  const started = { source: 'tencent/trtc', type: '801', state: 'APPLIED', count: 1 };
  await expect.poll(() => ask(server, COUNTS)).toContainEqual(started);
  expect(await ask(server, FIND, { id: recording.id })).toEqual({
    state: 'RECORDING',
    manifest: { isComplete: false },
  });
});
