import { randomBytes } from 'node:crypto';
import { Secret } from '../../wire/secret.ts';
import type { Provider, ProviderSetup, Vendor } from '../provider.ts';
import { setUpVendor, type Emulated, type EmulatorOptions } from '../vendor-setup.ts';
import { callbacksInOurTime, dateOf, recorderInOurTime } from '../vendor-time.ts';
import { readApp, type App } from './api/app.ts';
import { CallbackSignature } from './callbacks/signature.ts';
import { DATA_CENTERS } from './api/hosts.ts';
import { RongcloudRoomStatusCallback } from './callbacks/room-status.ts';
import { RongcloudRecordingCallback } from './recording/callback.ts';
import { RongcloudClient } from './recording/client.ts';
import { RONGCLOUD_RTC } from './recording/product.ts';
import { RongcloudRecorder } from './recording/recorder.ts';

/** RongCloud, since 2026 Nexconn: RTC session recording. */
export interface Rongcloud extends Provider {
  readonly rtc: RongcloudClient;
}

export const RONGCLOUD: Vendor<Rongcloud> = { products: [RONGCLOUD_RTC], create };

const HOSTS: readonly string[] = Object.values(DATA_CENTERS).flat();

async function create(setup: ProviderSetup): Promise<Rongcloud> {
  const own = readApp(setup.env);
  const { account, runner, provider } = await setUpVendor<App>(setup, {
    name: 'rongcloud',
    title: 'RongCloud',
    products: RONGCLOUD.products,
    account: own,
    hasKeys: own.keys !== undefined,
    keys: 'RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET',
    endpoint: { origins: own.origins, isVendors: (host) => HOSTS.includes(host), variable: 'RONGCLOUD_ENDPOINT' },
    callsPerSecond: 0, // RongCloud documents no rate limit; throttled calls are retried
    emulate: emulated,
  });
  const { transport, log, sessions } = setup;
  const { clock } = provider;
  const signature = new CallbackSignature(account.keys);
  const rtc = new RongcloudClient({ app: account, transport, clock, log, runner });
  return {
    ...provider,
    rtc,
    recorders: [recorderInOurTime(new RongcloudRecorder(rtc, clock.now, sessions), clock)],
    callbacks: [new RongcloudRecordingCallback(signature), new RongcloudRoomStatusCallback(signature)].map((source) =>
      callbacksInOurTime(source, clock, () => dateOf(transport, account.origins[0]!)),
    ),
    useStorageProfiles: () => undefined, // storage is set in the vendor's console
  };
}

/** Starts an emulator, with an application whose secret only this process knows. */
async function emulated(options: EmulatorOptions): Promise<Emulated<App>> {
  const { startRongcloudEmulator } = await import('./emulator/emulator.ts');
  const keys = {
    appKey: 'emulatedapp', // the same after a restart: the store of the emulator and the ledger hold the key
    appSecret: new Secret(randomBytes(16).toString('hex')),
  };
  const emulator = await startRongcloudEmulator({ ...options, apps: [keys] });
  return { emulator, account: { keys, origins: [emulator.origin] } };
}
