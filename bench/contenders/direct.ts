import 'reflect-metadata';
import type * as TiwModule from '../../src/providers/tencent/tiw/start.types.ts';
import type * as SecretModule from '../../src/wire/secret.ts';
import { ANSWER, VARIABLES } from '../example.ts';
import { report, serve, type Load, type LoadReport } from '../messages.ts';
import { built, clients } from './build.ts';

// No gateway: the program calls the vendor directly, through the client of the gateway.

const { TiwStartOnlineRecordInput } = await built<typeof TiwModule>('src/providers/tencent/tiw/start.types.ts');
const { Secret } = await built<typeof SecretModule>('src/wire/secret.ts');

const { tiw } = (await clients()).tencent;
const { input } = VARIABLES;
const start = Object.assign(new TiwStartOnlineRecordInput(), input, {
  recordUserSig: new Secret(input.recordUserSig),
});

async function call({ connections, seconds }: Load): Promise<LoadReport> {
  const times: number[] = [];
  let failed = 0;
  let wrong = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  const one = async (): Promise<void> => {
    for (let sent = performance.now(); sent < until; sent = performance.now()) {
      try {
        const { taskId } = await tiw.start(tiw.prepareStart(start, 'rec_bench'));
        times.push(performance.now() - sent);
        if (taskId !== ANSWER.TaskId) wrong += 1;
      } catch {
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return report(times, (performance.now() - began) / 1000, failed, wrong);
}

serve(0, { load: call });
