import { Audience } from '../../../emulation/audience/audience.ts';
import { RequestRate } from '../../../emulation/server/request-rate.ts';
import { openStore } from '../../../emulation/store/store-file.ts';
import { KEPT_AFTER_END_MS } from '../../../emulation/store/store.ts';
import { CallbackSender } from '../../../emulation/callbacks/sender.ts';
import { CallbackWatch } from '../../../emulation/callbacks/watch.ts';
import { EmulatorClock } from '../../../emulation/clock/emulator-clock.ts';
import type { EmulatedTask } from '../../../emulation/control/control.ts';
import { loadContract } from '../../../emulation/contract/contract.ts';
import { Failures } from '../../../emulation/faults/failures.ts';
import { FaultScripts } from '../../../emulation/faults/fault-scripts.ts';
import { FileStore } from '../../../emulation/media/file-store.ts';
import type { EmulatedCall } from '../../../emulation/server/request-log.ts';
import { startEmulatorServer } from '../../../emulation/emulator-server.ts';
import { Authoriser, type RongcloudApp } from './api/authorise.ts';
import { callbackLines } from './callbacks/lines.ts';
import { stageOf } from './rooms/stage.ts';
import { Calls } from './calls.ts';
import { Dispatcher } from './dispatcher.ts';
import { RECORDING_FAILURES, type Recording } from './recording/recording.ts';
import { finalRecordingFiles } from './recording/callbacks.ts';
import { Recordings } from './recording/recordings.ts';
import type { RongcloudContract } from './api/contract.ts';
import { SessionHistories } from './rooms/callbacks.ts';
import { RoomControl } from './rooms/control.ts';
import { Rooms } from './rooms/rooms.ts';
import { Vendor, type ReceivedCall } from './vendor.ts';

export type { Recording } from './recording/recording.ts';
export type { PublishingUser, RoomControl, RoomOwner, RoomUser } from './rooms/control.ts';
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
  /** Per app key and call; 0 is no limit. 100 by default, for the vendor documents none. */
  readonly callsPerSecond?: number;
  /** Replaces single HTTP statuses of the contract's `emulatorDefaults`, by code. */
  readonly httpStatusByCode?: Readonly<Record<string, number>>;
  /** What the emulator's clock starts from, in milliseconds; timestamps of calls are held against it as it is. */
  readonly now?: () => number;
  /**
   * A file from which recordings, rooms and the driven clock go on after a restart, for the same app keys. It has one
   * user at a time. Absent: they end with the emulator. Recordings that ended more than 7 days ago are dropped at the
   * start.
   */
  readonly storeFile?: string;
  /**
   * Whether guests join a room when a recording starts there, or when somebody asks for the room, and leave when the
   * recording ends. False by default: rooms are empty until control calls fill them. A control call switches it, and the
   * store keep that.
   */
  readonly alive?: boolean;
  /** Whether callbacks go to private addresses that a client or a control call has set. Not by default. */
  readonly allowPrivateCallbacks?: boolean;
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
  /** What goes wrong with the recordings themselves. */
  readonly failures: Failures;
  /** Where it calls back, what it has sent, and what goes wrong with it. */
  readonly callbacks: CallbackSender;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 100 * 1024;

/**
 * Starts RongCloud's recording API on a loopback port: every call is checked as the vendor documents it. Rejects when
 * the port is taken, or the file of the store cannot be used.
 */
export async function startRongcloudEmulator(options: RongcloudEmulatorOptions): Promise<RongcloudEmulator> {
  const { apps, now = Date.now } = options;
  const store = openStore(options.storeFile, 'RongCloud');
  const clock = new EmulatorClock(now, store.table('clock'));
  const faults = new FaultScripts();
  const failures = new Failures(RECORDING_FAILURES);
  const contract = loadContract<RongcloudContract>('rongcloud');
  const { emulatorDefaults } = contract;
  const watch = new CallbackWatch();
  const files: FileStore = new FileStore((recordId) => recordings.files(recordId));
  const addressOf = (recordId: string, name: string) => files.addressOf(recordId, name);
  const recordings = new Recordings(store.table('recordings'), clock.now, watch, addressOf, failures);
  const stories = new SessionHistories(store.table('sessions'), watch);
  store.transaction(() => {
    recordings.forget(clock.now() - KEPT_AFTER_END_MS);
    stories.forget(clock.now() - KEPT_AFTER_END_MS);
  });
  const rooms = new Rooms(store.table('rooms'), clock.now, (session, event) => {
    stories.note(session, event);
    recordings.note(session, event);
  });
  const audience = new Audience(
    stageOf(rooms, (recordId) => recordings.endOf(recordId)),
    { guests: store.table('guests'), settings: store.table('audience') },
    clock.now,
    options.alive ?? false,
  );
  const lines = callbackLines(apps, emulatorDefaults.callbackRetry);
  const callbacks = new CallbackSender({
    lines,
    ...{ watch, store, now: clock.now, receiversNow: now },
    allowPrivate: options.allowPrivateCallbacks,
    beforeScan: () => store.transaction(() => audience.settle()),
  });
  const dispatcher = new Dispatcher({
    contract,
    calls: new Calls(rooms, recordings, audience, emulatorDefaults, {
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
    view: {
      vendor: 'RongCloud',
      actions: Object.keys(contract.actions),
      lines: lines.map(({ path }) => path),
      hasRoomIdTypes: false,
      hasWhiteboards: false,
    },
    clock,
    faults,
    failures,
    rate: new RequestRate(now),
    tasks: () => recordings.list.map((recording) => bookedTask(recording, clock.now())),
    rooms: control.carryOut.bind(control),
    roomsInUse: () => control.inUse(),
    callbacks,
    audience,
  };

  const { port } = options;
  const server = await startEmulatorServer({ port, maxBodyBytes: MAX_BODY_BYTES, now, store, parts, vendor, files });
  return {
    origin: server.origin,
    port: server.port,
    calls: vendor.calls,
    get recordings() {
      return recordings.list;
    },
    ...{ rooms: control, clock, faults, failures, callbacks },
    close: () => server.close(),
  };
}

/** A recording under the names that all emulators' store share. */
function bookedTask(recording: Recording, now: number): EmulatedTask {
  const { recordId, appKey, roomId, extra, ...others } = recording;
  const files = finalRecordingFiles(recording, now);
  return { taskId: recordId, app: appKey, room: roomId, key: extra || null, ...others, files };
}
