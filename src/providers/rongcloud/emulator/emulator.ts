import { EmulatorClock } from '../../../emulation/clock.ts';
import { loadContract } from '../../../emulation/contract.ts';
import { FaultScripts } from '../../../emulation/faults.ts';
import { startLoopbackServer } from '../../../emulation/loopback-server.ts';
import type { EmulatedCall } from '../../../emulation/recent-calls.ts';
import { controllable } from '../../../emulation/tool.ts';
import { Authoriser, type RongcloudApp } from './authorise.ts';
import { Calls } from './calls.ts';
import { Dispatcher } from './dispatcher.ts';
import { Recordings, type Recording } from './recordings.ts';
import type { RongcloudContract } from './rongcloud-contract.ts';
import { RoomControl } from './room-control.ts';
import { Rooms } from './rooms.ts';
import { Vendor, type ReceivedCall } from './vendor.ts';

export type { Recording } from './recordings.ts';
export type { PublishingUser, RoomControl, RoomOwner, RoomUser } from './room-control.ts';
export type { ReceivedCall } from './vendor.ts';

export interface RongcloudEmulatorOptions {
  /** A free port by default. */
  readonly port?: number;
  readonly apps: readonly RongcloudApp[];
  /** Also refuse old timestamps and repeated nonces. Off by default: an official SDK repeats its nonce. */
  readonly strict?: boolean;
  /** Also refuse a start whose session does not run in the room of `Room-Id`. By default a start begins it. */
  readonly strictSessions?: boolean;
  /** How the console says that recordings begin. Unless `manual`, the default, the recording calls are refused. */
  readonly trigger?: 'manual' | 'automatic';
  /** Per app key and call. 100 by default, for the vendor documents no limit. */
  readonly callsPerSecond?: number;
  /** Replaces single HTTP statuses of the contract's `emulatorDefaults`, by code. */
  readonly httpStatusByCode?: Readonly<Record<string, number>>;
  /** What the emulator's clock starts from, in milliseconds; timestamps of calls are held against it as it is. */
  readonly now?: () => number;
  /** Told of every call, without its parameters: made to be printed. */
  readonly onCall?: (call: EmulatedCall) => void;
}

export interface RongcloudEmulator {
  readonly origin: string;
  readonly port: number;
  /** The last thousand calls, oldest first. */
  readonly calls: readonly ReceivedCall[];
  /** Every recording, oldest first. */
  readonly recordings: readonly Recording[];
  readonly rooms: RoomControl;
  readonly clock: EmulatorClock;
  readonly faults: FaultScripts;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 100 * 1024;

/** Starts RongCloud's recording API on a loopback port: every call is checked as the vendor documents it. */
export async function startRongcloudEmulator(options: RongcloudEmulatorOptions): Promise<RongcloudEmulator> {
  const { apps, now = Date.now } = options;
  const clock = new EmulatorClock(now);
  const faults = new FaultScripts();
  const contract = loadContract<RongcloudContract>('rongcloud');
  const { emulatorDefaults } = contract;
  const recordings = new Recordings(clock.now);
  const rooms = new Rooms(clock.now, (session) => recordings.end(session, 'session'));
  const dispatcher = new Dispatcher({
    contract,
    calls: new Calls(rooms, recordings, emulatorDefaults, {
      strictSessions: options.strictSessions ?? false,
      trigger: options.trigger ?? 'manual',
    }),
    authoriser: new Authoriser(apps, options.strict ?? false, now),
    callsPerSecond: options.callsPerSecond ?? 100,
    now: clock.now,
  });
  const vendor = new Vendor({
    contract,
    dispatcher,
    statusByCode: { ...emulatorDefaults.httpStatusByCode, ...options.httpStatusByCode },
    onCall: options.onCall,
  });
  const control = new RoomControl(
    rooms,
    apps.map(({ appKey }) => appKey),
  );
  const parts = {
    clock,
    faults,
    tasks: () => recordings.list.map((recording) => ({ ...recording })),
    rooms: control.carryOut.bind(control),
  };

  const server = await startLoopbackServer({
    port: options.port,
    maxBodyBytes: MAX_BODY_BYTES,
    answer: controllable(parts, vendor),
  });
  return {
    origin: server.origin,
    port: server.port,
    calls: vendor.calls,
    recordings: recordings.list,
    ...{ rooms: control, clock, faults },
    close: () => server.close(),
  };
}
