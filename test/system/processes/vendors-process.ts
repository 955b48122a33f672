import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startRongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import { startTencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { CREDENTIALS } from '../crash/job.ts';

// Both vendors in a separate process: no server or client under test delays the measurement of arrivals.

const { TENCENT_SECRET_ID, TENCENT_SECRET_KEY, RONGCLOUD_APP_KEY, RONGCLOUD_APP_SECRET } = CREDENTIALS;
const tencent = await startTencentEmulator({
  credentials: [{ secretId: TENCENT_SECRET_ID, secretKey: new Secret(TENCENT_SECRET_KEY) }],
});
const rongcloud = await startRongcloudEmulator({
  apps: [{ appKey: RONGCLOUD_APP_KEY, appSecret: new Secret(RONGCLOUD_APP_SECRET) }],
  callsPerSecond: 10_000,
});
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();
// The longest that this process was kept waiting by the machine, in ms: so much later a call may seem to arrive.
process.on('SIGUSR2', () => console.log(`late ${Math.ceil(delays.max / 1e6)}`));
console.log(JSON.stringify({ tencent: tencent.origin, rongcloud: rongcloud.origin }));
