import { join } from 'node:path';
import { CallRunner } from '../calls/call-runner.ts';
import { liveHint, type LiveEndpoint } from './live-hint.ts';
import { VendorState, type Provider, type ProviderSetup, type Vendor } from './provider.ts';
import { VendorClock } from './vendor-clock.ts';

/** Options of an emulator that the server starts. */
export interface EmulatorOptions {
  readonly port: number;
  readonly now: () => number;
  readonly alive: true;
  readonly storeFile?: string;
  readonly onCall: (call: object) => void;
}

/** An emulator, and the account whose calls reach it. */
export interface Emulated<Account> {
  readonly account: Account;
  readonly emulator: {
    readonly origin: string;
    readonly callbacks: { readonly settings: { setOwn(addresses: ReadonlyMap<string, string>): void } };
    close(): Promise<void>;
  };
}

interface VendorParts<Account> extends Pick<Vendor, 'products'>, Pick<ProviderSetup, 'callsPerSecond' | 'slots'> {
  readonly name: string;
  readonly title: string;
  /** The account of the settings, and whether it has keys. */
  readonly account: Account;
  readonly hasKeys: boolean;
  /** Settings that hold the keys, for people. */
  readonly keys: string;
  readonly endpoint: Omit<LiveEndpoint, 'title'>;
  readonly emulate: (options: EmulatorOptions) => Promise<Emulated<Account>>;
}

interface ReadyVendor<Account> {
  /** The account of the settings, or an account at the emulator. */
  readonly account: Account;
  readonly runner: CallRunner;
  readonly provider: Pick<Provider, 'products' | 'status' | 'clock' | 'close' | 'callBack'>;
}

/** Sets up the parts that every vendor has. Starts the emulator if the vendor has no keys and `setup.emulate` is set. */
export async function setUpVendor<Account>(
  setup: ProviderSetup,
  vendor: VendorParts<Account>,
): Promise<ReadyVendor<Account>> {
  const { name, title, products, callsPerSecond, slots } = vendor;
  const { log, timing } = setup;
  const emulated = vendor.hasKeys || !setup.emulate ? undefined : await vendor.emulate(emulatorOptions(setup, vendor));
  const emulator = emulated?.emulator;
  const control = emulator && `${emulator.origin}/__control`;
  if (control !== undefined) {
    log.info({ control }, `the ${title} emulator runs; its page controls time, rooms and faults`);
  }
  const runner = new CallRunner({
    callsPerSecond,
    slots,
    timing,
    onRetry: (retry) => log.info({ ...retry }, 'a call is repeated'),
  });
  return {
    account: emulated?.account ?? vendor.account,
    runner,
    provider: {
      products,
      status: {
        name,
        title,
        products,
        ...stateOf(vendor, emulator !== undefined),
        ...(control !== undefined && { control }),
        get actions() {
          return runner.actions();
        },
      },
      clock: new VendorClock(setup.now),
      close: async () => emulator?.close(),
      ...(emulator && { callBack: (addresses) => emulator.callbacks.settings.setOwn(addresses) }),
    },
  };
}

function emulatorOptions(setup: ProviderSetup, { name, title }: VendorParts<unknown>): EmulatorOptions {
  const { now, log, dataDir, emulatorPort = 0 } = setup;
  return {
    port: emulatorPort,
    now,
    alive: true,
    ...(dataDir !== undefined && { storeFile: join(dataDir, `emulator-${name}.sqlite`) }),
    onCall: (call) => log.info({ ...call }, `the ${title} emulator was called`),
  };
}

function stateOf({ title, hasKeys, keys, endpoint }: VendorParts<unknown>, isEmulated: boolean) {
  if (hasKeys) return { state: VendorState.LIVE, hint: liveHint({ title, ...endpoint }) };
  if (isEmulated) return { state: VendorState.EMULATED, hint: `Set ${keys} to go live.` };
  return { state: VendorState.OFF, hint: `Set ${keys} to switch it on.` };
}
