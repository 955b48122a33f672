import 'reflect-metadata'; // the layouts of TIW are read from their GraphQL types
import { randomUUID } from 'node:crypto';
import { Audience } from '../../../emulation/audience/audience.ts';
import { RequestRate } from '../../../emulation/server/request-rate.ts';
import { openStore } from '../../../emulation/store/store-file.ts';
import { KEPT_AFTER_END_MS } from '../../../emulation/store/store.ts';
import { CallbackSender } from '../../../emulation/callbacks/sender.ts';
import { CallbackWatch } from '../../../emulation/callbacks/watch.ts';
import { EmulatorClock } from '../../../emulation/clock/emulator-clock.ts';
import { Failures } from '../../../emulation/faults/failures.ts';
import { FaultScripts } from '../../../emulation/faults/fault-scripts.ts';
import type { RawRequest } from '../../../emulation/server/loopback-server.ts';
import { FileStore } from '../../../emulation/media/file-store.ts';
import { RequestLog, type EmulatedCall } from '../../../emulation/server/request-log.ts';
import { startEmulatorServer } from '../../../emulation/emulator-server.ts';
import type { JsonValue } from '../../../wire/json.ts';
import type { Secret } from '../../../wire/secret.ts';
import type { Credentials, Site } from '../api/account.ts';
import type { GmeSignatureForm } from '../callbacks/signature.ts';
import { readCall } from './api/head.ts';
import { stageOf } from './shared/stage.ts';
import { TENCENT_FAILURES } from './shared/failure-kinds.ts';
import { Dispatcher, type SeenCall } from './dispatcher.ts';
import { envelope, Refusal, reply } from './shared/envelope.ts';
import type { Answer } from './shared/product.ts';
import { RobotCheck } from './shared/robots.ts';
import { commandRoom, shownRooms } from './room-commands.ts';
import { Rooms } from './shared/rooms.ts';
import type { EmulatedCallbackKeys } from './shared/context.ts';

export interface TencentEmulatorOptions {
  /** A free port by default. */
  readonly port?: number;
  readonly credentials: readonly Credentials[];
  /** Whose regions and actions are offered; `intl` by default. */
  readonly site?: Site;
  /** The applications of the account, by SdkAppId or BizId; calls about others are refused. Absent: every application. */
  readonly applications?: readonly number[];
  /** By application: the keys with which the UserSigs of robots are checked. Those of other applications are not. */
  readonly rtcKeys?: ReadonlyMap<number, Secret>;
  /** What callbacks are signed with; without a key they are not, as at the vendor. */
  readonly callbackKeys?: EmulatedCallbackKeys;
  /** How the signature of GME's callbacks is written, which the vendor does not say; `base64` by default. */
  readonly gmeCallbackForm?: GmeSignatureForm;
  /** Calls of one action per key in any second; 0 is no limit. By default the vendor's limit of each action. */
  readonly callsPerSecond?: number;
  /** The callers' clock, in milliseconds. */
  readonly now?: () => number;
  /**
   * A file from which recordings, rooms, settings and the driven clock go on after a restart. It has one user at a
   * time. Absent: they end with the emulator. Tasks that ended more than 7 days ago are dropped at the start.
   */
  readonly storeFile?: string;
  /**
   * Whether guests join a room when a recording starts there, and leave when it ends. False by default: rooms are empty
   * until control calls fill them. A control call switches it, and the store keep that.
   */
  readonly alive?: boolean;
  /** Whether callbacks go to private addresses that a client or a control call has set. Not by default. */
  readonly allowPrivateCallbacks?: boolean;
  /** Told of every call, without its parameters: made to be printed. */
  readonly onCall?: (call: EmulatedCall) => void;
}

/** One call as it arrived. What was not read because the call was refused earlier is empty or null. */
export interface ReceivedCall {
  readonly service: string;
  readonly action: string;
  readonly region: string | null;
  /** As sent, secrets included: for tests to look at, not for printing. */
  readonly body: JsonValue;
  readonly requestId: string;
  readonly code: string | null;
}

export interface TencentEmulator {
  readonly origin: string;
  readonly port: number;
  /** The last thousand calls, oldest first. */
  readonly calls: readonly ReceivedCall[];
  /** The recordings' clock; ahead of the callers' by as much as it was moved on. */
  readonly clock: EmulatorClock;
  readonly faults: FaultScripts;
  /** What goes wrong with the recordings themselves. */
  readonly failures: Failures;
  /** Who is called back, what was sent so far, and what is to go wrong with it. */
  readonly callbacks: CallbackSender;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Starts TIW, GME and TRTC behind one loopback port: every call is checked as the vendor documents it. Rejects when the
 * port is taken, or the file of the store cannot be used.
 */
export async function startTencentEmulator(options: TencentEmulatorOptions): Promise<TencentEmulator> {
  // Callers cannot follow a clock that is moved, so what they sign and what they are told stays on theirs.
  const callersNow = options.now ?? Date.now;
  const store = openStore(options.storeFile, 'Tencent');
  const clock = new EmulatorClock(callersNow, store.table('clock'));
  const faults = new FaultScripts();
  const failures = new Failures(TENCENT_FAILURES);
  const watch = new CallbackWatch();
  const rooms = new Rooms(store.table('rooms'), (key) => watch.touch(key));
  const robots = new RobotCheck(options.rtcKeys ?? new Map<number, Secret>(), callersNow);
  const audience: Audience = new Audience(
    stageOf(rooms, (taskId) => dispatcher.endOf(taskId)),
    { guests: store.table('guests'), settings: store.table('audience') },
    clock.now,
    options.alive ?? false,
  );
  const { site = 'intl', callbackKeys = {}, gmeCallbackForm = 'base64' } = options;
  const isOwnApplication = (application: number): boolean => options.applications?.includes(application) ?? true;
  const files: FileStore = new FileStore((taskId) => dispatcher.filesOf(taskId));
  const addressOf = (taskId: string, name: string) => files.addressOf(taskId, name);
  const context = {
    now: clock.now,
    site,
    isOwnApplication,
    store,
    rooms,
    audience,
    robots,
    watch,
    addressOf,
    callbackKeys,
    failures,
    gmeCallbackForm,
  };
  const dispatcher = new Dispatcher(options.credentials, context, callersNow, options.callsPerSecond);
  store.transaction(() => dispatcher.forget(clock.now() - KEPT_AFTER_END_MS));
  const callbacks = new CallbackSender({
    lines: dispatcher.callbackLines,
    watch,
    store,
    now: clock.now,
    receiversNow: callersNow,
    allowPrivate: options.allowPrivateCallbacks,
    beforeScan: () => store.transaction(() => audience.settle()),
  });
  const calls = new RequestLog<ReceivedCall>();

  const handle = (request: RawRequest, carryOut: (seen: SeenCall) => Answer) => {
    const requestId = randomUUID();
    const call = readCall(request);
    const seen = { service: '', action: call.common('Action'), body: null as JsonValue };
    const result = outcome(() => carryOut(seen));
    const code = result instanceof Refusal ? result.code : null;
    const taskId = result instanceof Refusal ? undefined : result.taskId;
    calls.add({ ...seen, region: call.common('Region') || null, requestId, code });
    options.onCall?.({
      service: seen.service,
      action: seen.action,
      requestId,
      code,
      ...(taskId === undefined ? {} : { taskId }),
    });
    return reply(envelope(result instanceof Refusal ? result : result.fields, requestId));
  };

  const server = await startEmulatorServer({
    port: options.port,
    maxBodyBytes: MAX_BODY_BYTES,
    now: callersNow,
    store,
    files,
    parts: {
      view: {
        vendor: 'Tencent Cloud',
        actions: dispatcher.actions,
        lines: dispatcher.callbackLines.map(({ path }) => path),
        hasRoomIdTypes: true,
        hasWhiteboards: true,
      },
      clock,
      faults,
      failures,
      rate: new RequestRate(callersNow),
      tasks: () => dispatcher.tasks(),
      rooms: (command, body) => commandRoom({ rooms, now: clock.now, tasks: () => dispatcher.tasks() }, command, body),
      roomsInUse: () => shownRooms(rooms),
      callbacks,
      audience,
    },
    vendor: {
      actionOf: (request) => readCall(request).common('Action'),
      answer: (request) => handle(request, (seen) => dispatcher.carryOut(request, seen)),
      refuse: (request, code = 'InternalError') =>
        handle(request, (seen) => {
          throw dispatcher.refuse(request, seen, code);
        }),
    },
  });
  const { origin, port } = server;
  return { origin, port, calls: calls.list, clock, faults, failures, callbacks, close: () => server.close() };
}

function outcome(carryOut: () => Answer): Answer | Refusal {
  try {
    return carryOut();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
