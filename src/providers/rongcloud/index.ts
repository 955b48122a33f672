import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CallRunner } from '../../calls/call-runner.ts';
import { Secret } from '../../wire/secret.ts';
import { liveHint } from '../live-hint.ts';
import { VendorClock } from '../vendor-clock.ts';
import { callbacksInOurTime, dateOf, recorderInOurTime } from '../vendor-time.ts';
import { VendorState, type Provider, type ProviderSetup, type Vendor, type VendorStatus } from '../provider.ts';
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

async function create(setup: ProviderSetup): Promise<Rongcloud> {
  let app = readApp(setup.env);
  let close = (): Promise<void> => Promise.resolve();
  let callBack: Provider['callBack'];
  let control: string | undefined;
  let state = app.keys ? VendorState.LIVE : VendorState.OFF;
  if (state === VendorState.OFF && setup.emulate) {
    ({ app, close, callBack, control } = await emulated(setup));
    state = VendorState.EMULATED;
  }
  const { transport, now, log } = setup;
  const runner = runnerOf(setup);
  const signature = new CallbackSignature(app.keys);
  const clock = new VendorClock(now);
  const rtc = new RongcloudClient({ app, transport, clock, log, runner });
  const { products } = RONGCLOUD;
  return {
    products,
    status: {
      name: 'rongcloud',
      title: 'RongCloud',
      state,
      products,
      hint: state === VendorState.LIVE ? hintOf(app) : HINTS[state],
      ...(control !== undefined && { control }),
      get actions() {
        return runner.actions();
      },
    },
    rtc,
    clock,
    recorders: [recorderInOurTime(new RongcloudRecorder(rtc, clock.now, setup.sessions), clock)],
    callbacks: [new RongcloudRecordingCallback(signature), new RongcloudRoomStatusCallback(signature)].map((source) =>
      callbacksInOurTime(source, clock, () => dateOf(transport, app.origins[0]!)),
    ),
    useStorageProfiles: () => undefined, // storage is set in the vendor's console
    close,
    ...(callBack && { callBack }),
  };
}

/**
 * RongCloud documents no rate limit, so calls wait for no slot; a call that RongCloud refuses as too frequent is
 * repeated.
 */
function runnerOf({ timing, log }: ProviderSetup): CallRunner {
  return new CallRunner({
    callsPerSecond: 0,
    timing,
    onRetry: (retry) => log.info({ ...retry }, 'a call is tried again'),
  });
}

function hintOf({ origins }: App): string {
  const own = new Set(Object.values(DATA_CENTERS).flat());
  return liveHint({
    title: 'RongCloud',
    origins,
    isVendors: (host) => own.has(host),
    variable: 'RONGCLOUD_ENDPOINT',
  });
}

const HINTS: Readonly<Record<Exclude<VendorState, VendorState.LIVE>, VendorStatus['hint']>> = {
  EMULATED: 'Set RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET to go live.',
  OFF: 'Set RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET to switch it on.',
};

interface Emulated extends Required<Pick<Provider, 'close' | 'callBack'>> {
  readonly app: App;
  /** Address of the page that controls the emulator. */
  readonly control: string;
}

/** Starts an emulator on this machine, with an application whose random keys only this server has. */
async function emulated({ now, log, dataDir, emulatorPort = 0 }: ProviderSetup): Promise<Emulated> {
  const { startRongcloudEmulator } = await import('./emulator/emulator.ts');
  const keys = {
    appKey: 'emulatedapp', // the same key after a restart, because the emulator's store and the ledger contain it
    appSecret: new Secret(randomBytes(16).toString('hex')),
  };
  const emulator = await startRongcloudEmulator({
    port: emulatorPort,
    apps: [keys],
    now,
    alive: true,
    ...(dataDir !== undefined && { storeFile: join(dataDir, 'emulator-rongcloud.sqlite') }),
    onCall: (call) => log.info({ ...call }, 'the RongCloud emulator was called'),
  });
  const control = `${emulator.origin}/__control`;
  log.info({ control }, 'the RongCloud emulator runs; time, rooms and faults can be driven there');
  return {
    control,
    app: { keys, origins: [emulator.origin] },
    close: () => emulator.close(),
    callBack: (addresses) => emulator.callbacks.settings.setOwn(addresses),
  };
}
