import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CallRunner } from '../../calls/call-runner.ts';
import { Secret } from '../../wire/secret.ts';
import { liveHint } from '../live-hint.ts';
import { VendorClock } from '../vendor-clock.ts';
import { callbacksInOurTime, dateOf, recorderInOurTime } from '../vendor-time.ts';
import { VendorState, type Provider, type ProviderSetup, type Vendor, type VendorStatus } from '../provider.ts';
import { readAccount, type Account } from './api/account.ts';
import { oneKeyForAll } from './callbacks/keys.ts';
import { GmeCallback } from './gme/callback.ts';
import { GmeClient } from './gme/client.ts';
import { GME } from './gme/product.ts';
import { GmeRecorder } from './gme/recorder.ts';
import { Robots } from './shared/robots.ts';
import { StorageProfiles } from './shared/storage-profiles.ts';
import { TiwCallback, TiwGenerationCallback } from './tiw/callback.ts';
import { TiwClient } from './tiw/client.ts';
import { TIW } from './tiw/product.ts';
import { TiwRecorder } from './tiw/recorder.ts';
import { TrtcCallback } from './trtc/callback.ts';
import { TrtcCloudClient } from './trtc/room/client.ts';
import { TRTC_ROOM } from './trtc/room/product.ts';
import { TrtcCloudRecorder } from './trtc/room/recorder.ts';
import { TrtcStorageParamsInput } from './trtc/storage.types.ts';
import { TrtcWebClient } from './trtc/web/client.ts';
import { TRTC_WEB } from './trtc/web/product.ts';
import { TrtcWebRecorder } from './trtc/web/recorder.ts';

/** Tencent Cloud: whiteboard, game voice, room and web page recording. */
export interface Tencent extends Provider {
  readonly tiw: TiwClient;
  readonly gme: GmeClient;
  readonly trtcCloud: TrtcCloudClient;
  readonly trtcWeb: TrtcWebClient;
}

export const TENCENT: Vendor<Tencent> = { products: [TIW, GME, TRTC_ROOM, TRTC_WEB], create };

async function create(setup: ProviderSetup): Promise<Tencent> {
  let account = readAccount(setup.env);
  let emulator: Emulated | undefined;
  let state = account.credentials ? VendorState.LIVE : VendorState.OFF;
  if (state === VendorState.OFF && setup.emulate) {
    emulator = await emulated(setup, account);
    account = emulator.account;
    state = VendorState.EMULATED;
  }
  const clock = new VendorClock(setup.now);
  const calls = { account, transport: setup.transport, clock, log: setup.log, runner: runnerOf(setup) };
  const storage = new StorageProfiles(setup.inlineStorageCredentials);
  const robots = new Robots({ keys: account.rtcKeys, now: clock.timestamp });
  const tiw = new TiwClient(calls, robots);
  const gme = new GmeClient(calls);
  const trtcCloud = new TrtcCloudClient(calls, robots, storage);
  const trtcWeb = new TrtcWebClient(calls, storage);
  const { now } = clock;
  const { products } = TENCENT;
  return {
    products,
    status: {
      name: 'tencent',
      title: 'Tencent Cloud',
      state,
      products,
      hint: state === VendorState.LIVE ? hintOf(account) : HINTS[state],
      ...(emulator && { control: emulator.control }),
      get actions() {
        return calls.runner.actions();
      },
    },
    tiw,
    gme,
    trtcCloud,
    trtcWeb,
    clock,
    recorders: [
      new TiwRecorder(tiw, now),
      new GmeRecorder(gme, now),
      new TrtcCloudRecorder(trtcCloud, now),
      new TrtcWebRecorder(trtcWeb, now),
    ].map((recorder) => recorderInOurTime(recorder, clock)),
    callbacks: [
      new TrtcCallback(account.callbackKeys.trtc),
      new TiwCallback(account.callbackKeys.tiw),
      new TiwGenerationCallback(account.callbackKeys.tiw),
      new GmeCallback(account.callbackKeys.gme, account.gmeCallbackForm),
    ].map((source) => callbacksInOurTime(source, clock, () => dateOf(setup.transport, account.origin('tiw')))),
    useStorageProfiles(profiles, read) {
      for (const [name, params] of Object.entries(profiles)) {
        storage.define(name, read(TrtcStorageParamsInput, params, ['storageProfiles', name]));
      }
    },
    ...(emulator && { callBack: emulator.callBack }),
    close: async () => emulator?.close(),
  };
}

function runnerOf({ callsPerSecond, slots, timing, log }: ProviderSetup): CallRunner {
  return new CallRunner({
    callsPerSecond,
    slots,
    timing,
    onRetry: (retry) => log.info({ ...retry }, 'a call is tried again'),
  });
}

/** One of each product: TENCENT_ENDPOINT may name a host for each. */
const SERVICES = ['tiw', 'gme', 'trtc'];

function hintOf({ origin }: Account): string {
  return liveHint({
    title: 'Tencent Cloud',
    origins: SERVICES.map(origin),
    isVendors: (host) => host.endsWith('.tencentcloudapi.com'),
    variable: 'TENCENT_ENDPOINT',
  });
}

const HINTS: Readonly<Record<Exclude<VendorState, VendorState.LIVE>, VendorStatus['hint']>> = {
  EMULATED: 'Set TENCENT_SECRET_ID and TENCENT_SECRET_KEY to go live.',
  OFF: 'Set TENCENT_SECRET_ID and TENCENT_SECRET_KEY to switch it on.',
};

interface Emulated {
  readonly account: Account;
  /** Address of the page that controls the emulator. */
  readonly control: string;
  readonly callBack: NonNullable<Provider['callBack']>;
  readonly close: () => Promise<void>;
}

/** Starts an emulator on this machine, with an account whose random keys only this server has. */
async function emulated({ now, log, dataDir, emulatorPort = 0 }: ProviderSetup, account: Account): Promise<Emulated> {
  const { startTencentEmulator } = await import('./emulator/emulator.ts');
  const credentials = {
    secretId: `AKIDemulated${randomBytes(8).toString('hex')}`,
    secretKey: new Secret(randomBytes(24).toString('hex')),
  };
  const madeUp = oneKeyForAll(new Secret(randomBytes(16).toString('hex')));
  const { trtc, tiw, gme } = account.callbackKeys;
  const callbackKeys = {
    trtc: trtc.isEmpty ? madeUp : trtc,
    tiw: tiw.isEmpty ? madeUp : tiw,
    gme: gme.isEmpty ? madeUp : gme,
  };
  const emulator = await startTencentEmulator({
    port: emulatorPort,
    credentials: [credentials],
    site: account.site,
    rtcKeys: account.rtcKeys,
    callbackKeys,
    gmeCallbackForm: account.gmeCallbackForm,
    now,
    alive: true,
    ...(dataDir !== undefined && { storeFile: join(dataDir, 'emulator-tencent.sqlite') }),
    onCall: (call) => log.info({ ...call }, 'the Tencent emulator was called'),
  });
  const control = `${emulator.origin}/__control`;
  log.info({ control }, 'the Tencent emulator runs; time, rooms and faults can be driven there');
  return {
    control,
    account: { ...account, credentials, callbackKeys, origin: () => emulator.origin },
    callBack: (addresses) => emulator.callbacks.settings.setOwn(addresses),
    close: () => emulator.close(),
  };
}
