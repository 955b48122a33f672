import type { ActionRate } from '../calls/rate-limiter.ts';
import type { SlotSource } from '../calls/slot-source.ts';
import type { Timing } from '../calls/timing.ts';
import type { CallbackSource } from '../callbacks/callback.ts';
import type { ReadInput } from '../input/read-input.ts';
import type { Layout, LayoutStream } from '../layout/layout.ts';
import type { Recorder } from '../domain/recorder.ts';
import type { Transport } from '../wire/transport.ts';
import type { VendorClock } from './vendor-clock.ts';
import type { Log } from '../log.ts';

/** Reads one setting of a vendor: `env('SECRET_ID')` is TENCENT_SECRET_ID. Blank counts as absent. */
export type VendorEnv = (name: string) => string | undefined;

/** Parameters of a vendor's `create`. */
export interface ProviderSetup {
  readonly env: VendorEnv;
  readonly transport: Transport;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Whether a vendor without keys is emulated (development) or switched off (production). */
  readonly emulate: boolean;
  /** Starts of one action in any one second, at most, at vendors that document a limit; 0 for as many as come. */
  readonly callsPerSecond: number;
  /**
   * Reserves slots for calls when several processes share an account. Absent: only this process calls with the account.
   */
  readonly slots?: SlotSource;
  /** The port of the vendor's emulator; absent or 0: a free port. */
  readonly emulatorPort?: number | undefined;
  /** Folder for the state of an emulator. Absent: the emulator keeps its state in memory. */
  readonly dataDir?: string;
  /** Clock and timers for waiting calls. Absent: the clock and timers of the machine. Tests pass a driven clock. */
  readonly timing?: Timing;
  readonly log: Pick<Log, 'debug' | 'info'>;
  /** Whether clients may send storage credentials of their own. */
  readonly inlineStorageCredentials: boolean;
  /** Sessions reported by callbacks. Absent: sessions are not stored. */
  readonly sessions?: SessionDirectory;
}

/** Finds the session of a room that callbacks reported. */
export interface SessionDirectory {
  find(account: string, roomId: string): Promise<string | undefined>;
}

/**
 * LIVE: calls go to the vendor, or to the endpoint in a setting. EMULATED: calls go to an emulator on this machine.
 * OFF: calls are refused.
 */
export enum VendorState {
  LIVE = 'LIVE',
  EMULATED = 'EMULATED',
  OFF = 'OFF',
}

/** A recorder as its folder registers it: all that the rest of the server knows about the recorder. */
export interface Product {
  /** Value of the enum RecordingProduct. Stored in the ledger, so it never changes. */
  readonly name: string;
  /** Description of that value. */
  readonly description: string;
  /** Name for people, as "TRTC room". */
  readonly title: string;
  /** The mutation that starts a recording. */
  readonly mutation: string;
  /** The layouts that `layoutPreview` and dry runs draw. Absent: the recorder mixes no picture. */
  readonly layoutPreview?: DrawnLayout;
  /** The layouts that `updateRecordingLayout` takes. */
  readonly layoutChange?: LayoutField;
}

/** A layout of a product, as a field of an input. */
export interface LayoutField {
  readonly field: string;
  readonly input: new () => object;
  readonly description: string;
  /**
   * The deprecated input field with the same layout as `layout`, and its rule. Absent: no such field, as for every new
   * product.
   */
  readonly deprecated?: { readonly description: string; readonly rule: string };
}

export interface DrawnLayout extends LayoutField {
  /** Whether a stream of the layout may be a whiteboard. */
  readonly hasWhiteboard?: true;
  /** Turns the vendor's layout into places. `input` is an instance of the input class, or an object with its fields. */
  draw(input: object, streams: readonly LayoutStream[]): Layout;
}

/** A vendor, as its folder registers it. */
export interface Vendor<P extends Provider = Provider> {
  readonly products: readonly Product[];
  /** Sets the vendor up by its settings; without keys the vendor is emulated or switched off. */
  readonly create: (setup: ProviderSetup) => Promise<P>;
}

/** State of a vendor, for display. */
export interface VendorStatus {
  readonly name: string;
  readonly title: string;
  readonly state: VendorState;
  readonly products: readonly Pick<Product, 'title' | 'mutation'>[];
  /** Destination of the calls, or how to change the state. */
  readonly hint: string;
  /** Address of the page that drives the emulator; absent where this server started none. */
  readonly control?: string;
}

/** State of a vendor with the current state of its actions. Read it anew every time. */
export interface LiveStatus extends VendorStatus {
  /** The actions called so far. Empty if calls have no rate limit. */
  readonly actions: readonly ActionRate[];
}

/** Parts of a vendor that the server uses, without the clients. */
export interface Provider {
  readonly products: readonly Product[];
  readonly status: LiveStatus;
  /** The vendor's clock, as far as answers of the vendor have shown it. */
  readonly clock: VendorClock;
  /** Recorders of the vendor's products. */
  readonly recorders: readonly Recorder[];
  /** Sources of the vendor's callbacks. */
  readonly callbacks: readonly CallbackSource[];
  /**
   * Sends the callback addresses to the emulator of this server, by the path of each source. Absent: the vendor is not
   * emulated.
   */
  callBack?(addresses: ReadonlyMap<string, string>): void;
  /** Sets the storage profiles of the operator. Throws `InvalidInput` if a profile breaks a rule. */
  useStorageProfiles(profiles: Readonly<Record<string, object>>, read: ReadInput): void;
  close(): Promise<void>;
}

/** A setting of a vendor cannot be used. Fails the start; names the variable, never its value. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
}

/**
 * Checks a key or an id in a setting. A character outside printable ASCII is a typing error, and cannot be sent in a
 * header.
 */
export function keySetting(variable: string, value: string | undefined): string | undefined {
  if (value === undefined || /^[\x21-\x7e]+$/.test(value)) return value;
  throw new BadSetting(`${variable} must be printable ASCII without spaces.`);
}

/**
 * The origin that a setting names, checked: https, or http to this machine for emulators.
 * A vendor's key must not travel in clear.
 */
export function originSetting(variable: string, value: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new BadSetting(`${variable} is not an address.`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new BadSetting(`${variable} must be an https address; http is for this machine only.`);
  }
  return url.origin;
}

/** Whether a host, as in `URL.hostname`, is this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
