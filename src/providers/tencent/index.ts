import { randomBytes } from 'node:crypto';
import { Secret } from '../../wire/secret.ts';
import { callbacksInOurTime, dateOf, recorderInOurTime } from '../vendor-time.ts';
import type { Provider, ProviderSetup, Vendor } from '../provider.ts';
import { setUpVendor, type Emulated, type EmulatorOptions } from '../vendor-setup.ts';
import { readAccount, type Account } from './api/account.ts';
import { oneKeyForAll, type CallbackKeys } from './callbacks/keys.ts';
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
import { TrtcCallback } from './trtc/callbacks/callback.ts';
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

/** Services of the products: TENCENT_ENDPOINT can name a host for each. */
const SERVICES = ['tiw', 'gme', 'trtc'];

async function create(setup: ProviderSetup): Promise<Tencent> {
  const own = readAccount(setup.env);
  const { account, runner, provider } = await setUpVendor<Account>(setup, {
    name: 'tencent',
    title: 'Tencent Cloud',
    products: TENCENT.products,
    account: own,
    hasKeys: own.credentials !== undefined,
    keys: 'TENCENT_SECRET_ID and TENCENT_SECRET_KEY',
    endpoint: {
      origins: SERVICES.map(own.origin),
      isVendors: (host) => host.endsWith('.tencentcloudapi.com'),
      variable: 'TENCENT_ENDPOINT',
    },
    callsPerSecond: setup.callsPerSecond,
    ...(setup.slots && { slots: setup.slots }),
    emulate: (options) => emulated(options, own),
  });
  const { transport, log } = setup;
  const { clock } = provider;
  const calls = { account, transport, clock, log, runner };
  const storage = new StorageProfiles(setup.inlineStorageCredentials);
  const robots = new Robots({ keys: account.rtcKeys, now: clock.timestamp });
  const tiw = new TiwClient(calls, robots);
  const gme = new GmeClient(calls);
  const trtcCloud = new TrtcCloudClient(calls, robots, storage);
  const trtcWeb = new TrtcWebClient(calls, storage);
  return {
    ...provider,
    tiw,
    gme,
    trtcCloud,
    trtcWeb,
    recorders: [
      new TiwRecorder(tiw, clock.now),
      new GmeRecorder(gme, clock.now),
      new TrtcCloudRecorder(trtcCloud, clock.now),
      new TrtcWebRecorder(trtcWeb, clock.now),
    ].map((recorder) => recorderInOurTime(recorder, clock)),
    callbacks: [
      new TrtcCallback(account.callbackKeys.trtc),
      new TiwCallback(account.callbackKeys.tiw),
      new TiwGenerationCallback(account.callbackKeys.tiw),
      new GmeCallback(account.callbackKeys.gme, account.gmeCallbackForm),
    ].map((source) => callbacksInOurTime(source, clock, () => dateOf(transport, account.origin('tiw')))),
    useStorageProfiles(profiles, read) {
      for (const [name, params] of Object.entries(profiles)) {
        storage.define(name, read(TrtcStorageParamsInput, params, ['storageProfiles', name]));
      }
    },
  };
}

/** Starts an emulator, with credentials that only this process knows. */
async function emulated(options: EmulatorOptions, own: Account): Promise<Emulated<Account>> {
  const { startTencentEmulator } = await import('./emulator/emulator.ts');
  const credentials = {
    secretId: `AKIDemulated${randomBytes(8).toString('hex')}`,
    secretKey: new Secret(randomBytes(24).toString('hex')),
  };
  const generated = oneKeyForAll(new Secret(randomBytes(16).toString('hex')));
  const orGenerated = (keys: CallbackKeys): CallbackKeys => (keys.isEmpty ? generated : keys);
  const { site, rtcKeys, gmeCallbackForm, callbackKeys: given } = own;
  const callbackKeys = { trtc: orGenerated(given.trtc), tiw: orGenerated(given.tiw), gme: orGenerated(given.gme) };
  const emulator = await startTencentEmulator({
    ...options,
    credentials: [credentials],
    site,
    rtcKeys,
    callbackKeys,
    gmeCallbackForm,
  });
  return { emulator, account: { ...own, credentials, callbackKeys, origin: () => emulator.origin } };
}
