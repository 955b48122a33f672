import { join } from 'node:path';
import type { Logger } from 'pino';
import { startRongcloudEmulator } from '../providers/rongcloud/emulator/emulator.ts';
import { startTencentEmulator } from '../providers/tencent/emulator/emulator.ts';
import type { EmulatorSettings } from './settings.ts';

export interface RunningEmulators {
  readonly tencentOrigin: string;
  readonly rongcloudOrigin: string;
  close(): Promise<void>;
}

/** Starts both emulators. Throws `PortUnavailable` or `EmulatorStoreUnusable`; neither runs then. */
export async function startEmulators(settings: EmulatorSettings, log: Logger): Promise<RunningEmulators> {
  const { account, dataDir, emulatorPort, callsPerSecond, alive, allowPrivateCallbacks } = settings;
  const shared = (vendor: string) => ({
    storeFile: dataDir === undefined ? undefined : join(dataDir, `emulator-${vendor}.sqlite`),
    ...{ callsPerSecond, alive, allowPrivateCallbacks },
  });
  const tencent = await startTencentEmulator({
    ...shared('tencent'),
    port: emulatorPort,
    site: account.site,
    credentials: [settings.credentials],
    rtcKeys: account.rtcKeys,
    callbackKeys: account.callbackKeys,
    gmeCallbackForm: account.gmeCallbackForm,
    onCall: (call) => log.info({ ...call }, 'the Tencent emulator was called'),
  });
  try {
    const rongcloud = await startRongcloudEmulator({
      ...shared('rongcloud'),
      port: emulatorPort === 0 ? 0 : emulatorPort + 1,
      apps: [settings.app],
      trigger: settings.trigger,
      strictSessions: settings.strictSessions,
      strict: settings.strictSignatures,
      onCall: (call) => log.info({ ...call }, 'the RongCloud emulator was called'),
    });
    return {
      tencentOrigin: tencent.origin,
      rongcloudOrigin: rongcloud.origin,
      async close() {
        await Promise.all([tencent.close(), rongcloud.close()]);
      },
    };
  } catch (error) {
    await tencent.close();
    throw error;
  }
}
