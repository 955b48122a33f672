import { randomBytes } from 'node:crypto';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startRongcloudEmulator } from './providers/rongcloud/emulator/emulator.ts';
import { startTencentEmulator } from './providers/tencent/emulator/emulator.ts';
import { startFailure } from './start-failure.ts';
import { onPort } from './wire/port.ts';
import { Secret } from './wire/secret.ts';

// `npm run emulators`: the vendors alone, for users' own tests. The credentials are made up at every start and printed,
// for there is nothing behind them.

const secretKey = randomBytes(16).toString('hex');
const appSecret = randomBytes(8).toString('hex');
const secretId = 'AKIDemulator';
const appKey = 'emulatedapp';

const { tencent, rongcloud } = await startBoth().catch((error: unknown) => {
  console.error(startFailure(error));
  process.exit(1);
});

console.log(`The vendors are emulated on this machine. Nothing is recorded.
Drive time, rooms, faults and callbacks under ${tencent.origin}/__control and ${rongcloud.origin}/__control.

  TENCENT_ENDPOINT=${tencent.origin}
  TENCENT_SECRET_ID=${secretId}
  TENCENT_SECRET_KEY=${secretKey}

  RONGCLOUD_ENDPOINT=${rongcloud.origin}
  RONGCLOUD_APP_KEY=${appKey}
  RONGCLOUD_APP_SECRET=${appSecret}
`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void Promise.all([tencent.close(), rongcloud.close()]).then(() => process.exit(0));
  });
}

async function startBoth() {
  const { logLevel, emulatorPort: port } = readConfig();
  const log = createLog(logLevel);
  return onPort('EMULATOR_PORT', async () => ({
    tencent: await startTencentEmulator({
      port,
      credentials: [{ secretId, secretKey: new Secret(secretKey) }],
      onCall: (call) => log.info({ ...call }, 'the Tencent emulator was called'),
    }),
    rongcloud: await startRongcloudEmulator({
      port: port === 0 ? 0 : port + 1,
      apps: [{ appKey, appSecret: new Secret(appSecret) }],
      onCall: (call) => log.info({ ...call }, 'the RongCloud emulator was called'),
    }),
  }));
}
