import type { EmulatedTask } from '../../../emulation/control/emulated-task.ts';
import { loadContract } from '../../../emulation/contract/contract.ts';
import { createParts, startEmulator, type Emulator, type EmulatorOptions } from '../../../emulation/emulator.ts';
import type { StoredFile } from '../../../emulation/media/stored-file.ts';
import { KEPT_AFTER_END_MS } from '../../../emulation/store/store.ts';
import { Authoriser, type RongcloudApp } from './api/authorise.ts';
import type { RongcloudContract } from './api/contract.ts';
import { Calls } from './calls.ts';
import { callbackLines } from './callbacks/lines.ts';
import { Dispatcher } from './dispatcher.ts';
import { finalRecordingFiles } from './recording/callbacks.ts';
import { RECORDING_FAILURES, type Recording } from './recording/recording.ts';
import { Recordings } from './recording/recordings.ts';
import { SessionHistories } from './rooms/callbacks.ts';
import { RoomControl } from './rooms/control.ts';
import { Rooms } from './rooms/rooms.ts';
import { stageOf } from './rooms/stage.ts';
import { Vendor, type ReceivedCall } from './vendor.ts';

export type { Recording } from './recording/recording.ts';
export type { PublishingUser, RoomControl, RoomOwner, RoomUser } from './rooms/control.ts';
export type { ReceivedCall } from './vendor.ts';

/** `callsPerSecond` is 100 by default, because the vendor documents no limit. */
export interface RongcloudEmulatorOptions extends EmulatorOptions {
  readonly apps: readonly RongcloudApp[];
  /** Whether old timestamps and repeated nonces are refused. False by default: an official SDK repeats its nonce. */
  readonly strict?: boolean | undefined;
  /** Whether a start needs a session that runs in the room of `Room-Id`. By default a start begins the session. */
  readonly strictSessions?: boolean | undefined;
  /** The console's setting for the start of recordings. `automatic` refuses the recording calls. `manual` by default. */
  readonly trigger?: 'manual' | 'automatic' | undefined;
  /** Overrides HTTP statuses of the contract's `emulatorDefaults`, by code. */
  readonly httpStatusByCode?: Readonly<Record<string, number>>;
}

export interface RongcloudEmulator extends Emulator<ReceivedCall> {
  /** Every recording, oldest first. */
  readonly recordings: readonly Recording[];
  readonly rooms: RoomControl;
}

const MAX_BODY_BYTES = 100 * 1024;

/** Starts RongCloud's recording API on a loopback port. Rejects if the port or the store cannot be used. */
export async function startRongcloudEmulator(options: RongcloudEmulatorOptions): Promise<RongcloudEmulator> {
  const { apps, strict = false, strictSessions = false, trigger = 'manual', callsPerSecond = 100 } = options;
  const contract = loadContract<RongcloudContract>('rongcloud');
  const { emulatorDefaults } = contract;
  const parts = createParts('RongCloud', RECORDING_FAILURES, options, (id): StoredFile[] => recordings.files(id));
  const { store, clock, watch } = parts;
  const recordings = new Recordings(store.table('recordings'), clock.now, watch, parts.addressOf, parts.failures);
  const histories = new SessionHistories(store.table('sessions'), watch);
  store.transaction(() => {
    recordings.forget(clock.now() - KEPT_AFTER_END_MS);
    histories.forget(clock.now() - KEPT_AFTER_END_MS);
  });
  const rooms = new Rooms(store.table('rooms'), clock.now, (session, event) => {
    histories.note(session, event);
    recordings.note(session, event);
  });
  const audience = parts.audienceOf(stageOf(rooms, (recordId) => recordings.endOf(recordId)));
  const dispatcher = new Dispatcher({
    contract,
    calls: new Calls(rooms, recordings, audience, emulatorDefaults, { strictSessions, trigger }),
    authoriser: new Authoriser(apps, strict, parts.now),
    callsPerSecond,
    now: clock.now,
  });
  const statusByCode = { ...emulatorDefaults.httpStatusByCode, ...options.httpStatusByCode };
  const vendor = new Vendor({ contract, dispatcher, statusByCode, onCall: options.onCall });
  const control = new RoomControl(
    rooms,
    apps.map(({ appKey }) => appKey),
  );
  const emulator = await startEmulator(parts, {
    view: {
      vendor: 'RongCloud',
      actions: Object.keys(contract.actions),
      hasRoomIdTypes: false,
      hasWhiteboards: false,
    },
    lines: callbackLines(apps, emulatorDefaults.callbackRetry),
    tasks: () => recordings.list.map((recording) => taskOf(recording, clock.now())),
    rooms: control.carryOut.bind(control),
    roomsInUse: () => control.inUse(),
    audience,
    handling: vendor,
    calls: vendor.calls,
    maxBodyBytes: MAX_BODY_BYTES,
  });
  return {
    ...emulator,
    get recordings() {
      return recordings.list;
    },
    rooms: control,
  };
}

/** Names the members of a recording as all emulators do. */
function taskOf(recording: Recording, now: number): EmulatedTask {
  const { recordId, appKey, roomId, extra, ...others } = recording;
  const files = finalRecordingFiles(recording, now);
  return { taskId: recordId, app: appKey, room: roomId, key: extra || null, ...others, files };
}
