import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CallRunner } from '../../calls/call-runner.ts';
import { Secret } from '../../wire/secret.ts';
import { VendorState, type Provider, type ProviderSetup, type VendorStatus } from '../provider.ts';
import { readAccount, type Account } from './account.ts';
import { VendorClock } from './clock.ts';
import { GmeClient } from './gme.client.ts';
import { GmeRecorder } from './gme.recorder.ts';
import { Robots } from './robots.ts';
import { StorageProfiles } from './storage-profiles.ts';
import { TiwClient } from './tiw.client.ts';
import { TiwRecorder } from './tiw.recorder.ts';
import { TrtcCloudClient } from './trtc-cloud.client.ts';
import { TrtcCloudRecorder } from './trtc-cloud.recorder.ts';
import { TrtcStorageParamsInput } from './trtc-storage.types.ts';
import { TrtcWebClient } from './trtc-web.client.ts';
import { TrtcWebRecorder } from './trtc-web.recorder.ts';

/** Tencent Cloud: whiteboard, game voice, room and web page recording. */
export interface Tencent extends Provider {
  readonly tiw: TiwClient;
  readonly gme: GmeClient;
  readonly trtcCloud: TrtcCloudClient;
  readonly trtcWeb: TrtcWebClient;
}

const PRODUCTS = [
  { title: 'TIW interactive whiteboard', mutation: 'tiwStartOnlineRecord' },
  { title: 'GME game voice', mutation: 'gmeStartRecord' },
  { title: 'TRTC room', mutation: 'trtcCreateCloudRecording' },
  { title: 'TRTC web page', mutation: 'trtcStartWebRecord' },
];

/** Sets Tencent up from TENCENT_… settings; without keys it is emulated or switched off. */
export async function createTencent(setup: ProviderSetup): Promise<Tencent> {
  let account = readAccount(setup.env);
  let close = (): Promise<void> => Promise.resolve();
  let state = account.credentials ? VendorState.LIVE : VendorState.OFF;
  if (state === VendorState.OFF && setup.emulate) {
    ({ account, close } = await emulated(setup, account));
    state = VendorState.EMULATED;
  }
  const clock = new VendorClock(setup.now);
  const calls = { account, transport: setup.transport, clock, log: setup.log, runner: runnerOf(setup) };
  const storage = new StorageProfiles(setup.inlineStorageCredentials);
  const robots = new Robots({ keys: account.rtcKeys, now: () => clock.timestamp() });
  const tiw = new TiwClient(calls, robots);
  const gme = new GmeClient(calls);
  const trtcCloud = new TrtcCloudClient(calls, robots, storage);
  const trtcWeb = new TrtcWebClient(calls, storage);
  const { now } = setup;
  return {
    status: {
      name: 'tencent',
      title: 'Tencent Cloud',
      state,
      products: PRODUCTS,
      hint: HINTS[state],
      get actions() {
        return calls.runner.actions();
      },
    },
    tiw,
    gme,
    trtcCloud,
    trtcWeb,
    recorders: [
      new TiwRecorder(tiw, now),
      new GmeRecorder(gme, now),
      new TrtcCloudRecorder(trtcCloud, now),
      new TrtcWebRecorder(trtcWeb, now),
    ],
    callbacks: [],
    useStorageProfiles(profiles, read) {
      for (const [name, params] of Object.entries(profiles)) {
        storage.define(name, read(TrtcStorageParamsInput, params, ['storageProfiles', name]));
      }
    },
    close,
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

const HINTS: Readonly<Record<VendorState, VendorStatus['hint']>> = {
  LIVE: 'Calls go to Tencent Cloud and are billed there.',
  EMULATED: 'Set TENCENT_SECRET_ID and TENCENT_SECRET_KEY to go live.',
  OFF: 'Set TENCENT_SECRET_ID and TENCENT_SECRET_KEY to switch it on.',
};

/** An emulator on this machine, and an account at it with keys that nobody else knows. */
async function emulated(
  { now, log, dataDir }: ProviderSetup,
  account: Account,
): Promise<{ account: Account; close: () => Promise<void> }> {
  const { startTencentEmulator } = await import('./emulator/emulator.ts');
  const credentials = {
    secretId: `AKIDemulated${randomBytes(8).toString('hex')}`,
    secretKey: new Secret(randomBytes(24).toString('hex')),
  };
  const emulator = await startTencentEmulator({
    credentials: [credentials],
    site: account.site,
    rtcKeys: account.rtcKeys,
    now,
    ...(dataDir !== undefined && { booksFile: join(dataDir, 'emulator-tencent.sqlite') }),
    onCall: (call) => log.info({ ...call }, 'the Tencent emulator was called'),
  });
  log.info(
    { control: `${emulator.origin}/__control` },
    'the Tencent emulator runs; time, rooms and faults can be driven there',
  );
  return { account: { ...account, credentials, origin: () => emulator.origin }, close: () => emulator.close() };
}
