import { Audience, type Stage } from './audience/audience.ts';
import type { CallbackLine } from './callbacks/callbacks.ts';
import { CallbackSender } from './callbacks/sender.ts';
import { CallbackWatch } from './callbacks/watch.ts';
import { EmulatorClock } from './clock/emulator-clock.ts';
import { control, type ControlParts } from './control/control.ts';
import { Failures } from './faults/failures.ts';
import { injectFaults, type CallHandling } from './faults/fault-injection.ts';
import { FaultScripts } from './faults/fault-scripts.ts';
import { FileStore } from './media/file-store.ts';
import type { StoredFile } from './media/stored-file.ts';
import { startLoopbackServer, type Outcome, type RawRequest } from './server/loopback-server.ts';
import type { EmulatedCall } from './server/request-log.ts';
import { RequestRate } from './server/request-rate.ts';
import { openStore } from './store/store-file.ts';

export interface EmulatorOptions {
  readonly port?: number;
  /** Maximum calls of one action by one caller in any second; 0: no limit. Default: the vendor's limit. */
  readonly callsPerSecond?: number | undefined;
  /** The callers' clock, in Unix ms. The driven clock starts from it; signatures are checked against it. */
  readonly now?: () => number;
  /**
   * File that keeps recordings, rooms, settings and the driven clock over a restart. One process at a time can use the
   * file. Absent: the state ends with the emulator. A start drops tasks that ended more than 7 days ago.
   */
  readonly storeFile?: string | undefined;
  /**
   * Whether guests join an empty room when a recording starts there, and leave when the recording ends. False by default:
   * rooms are empty until control calls fill them. A control call changes the setting, and the store keeps the change.
   */
  readonly alive?: boolean | undefined;
  /** Whether callbacks go to private addresses that a client or a control call has set. False by default. */
  readonly allowPrivateCallbacks?: boolean | undefined;
  /** Called for every request with a printable summary that has no parameters. */
  readonly onCall?: (call: EmulatedCall) => void;
}

export interface Emulator<Call> {
  readonly origin: string;
  readonly port: number;
  /** The last thousand calls, oldest first. */
  readonly calls: readonly Call[];
  /** The driven clock: ahead of the callers' clock by the sum of all advances. */
  readonly clock: EmulatorClock;
  readonly faults: FaultScripts;
  readonly failures: Failures;
  /** Addresses, keys, sent callbacks and callback faults. */
  readonly callbacks: CallbackSender;
  close(): Promise<void>;
}

/** Common parts of every emulator, on which the vendor's parts are built. */
export type EmulatorParts = ReturnType<typeof createParts>;

/** Opens the store and creates the parts. `filesOf` returns the current files of a task. Throws as `openStore`. */
export function createParts(
  vendor: string,
  failureKinds: readonly string[],
  options: EmulatorOptions,
  filesOf: (taskId: string) => readonly StoredFile[],
) {
  const now = options.now ?? Date.now;
  const store = openStore(options.storeFile, vendor);
  const clock = new EmulatorClock(now, store.table('clock'));
  const files = new FileStore(filesOf);
  return {
    options,
    /** The callers' clock, in Unix ms. */
    now,
    store,
    clock,
    files,
    addressOf: (taskId: string, name: string) => files.addressOf(taskId, name),
    faults: new FaultScripts(),
    failures: new Failures(failureKinds),
    watch: new CallbackWatch(),
    audienceOf: (stage: Stage) =>
      new Audience(
        stage,
        { guests: store.table('guests'), settings: store.table('audience') },
        clock.now,
        options.alive ?? false,
      ),
  };
}

/** The vendor's parts of an emulator. */
export interface VendorParts<Call> extends Pick<ControlParts, 'tasks' | 'rooms' | 'roomsInUse'> {
  readonly view: Omit<ControlParts['view'], 'lines'>;
  readonly lines: readonly CallbackLine[];
  readonly audience: Audience;
  readonly handling: CallHandling;
  readonly calls: readonly Call[];
  readonly maxBodyBytes: number;
}

/**
 * Serves the emulator and the files of its recordings on a loopback port. Saves the effects of a call before the answer is
 * sent. Closes the store together with the server, also if the server does not start.
 */
export async function startEmulator<Call>(
  { options, now, store, files, watch, ...parts }: EmulatorParts,
  { lines, audience, handling, calls, maxBodyBytes, view, ...vendor }: VendorParts<Call>,
): Promise<Emulator<Call>> {
  const { clock, faults, failures } = parts;
  const upToDate = <Result>(work: () => Result): Result =>
    store.transaction(() => {
      audience.settle();
      return work();
    });
  const callbacks = new CallbackSender({
    ...{ lines, watch, store, now: clock.now, receiversNow: now },
    allowPrivate: options.allowPrivateCallbacks,
    beforeScan: () => upToDate(() => undefined),
  });
  const handle = createRequestHandler(
    {
      ...{ clock, faults, failures, callbacks, audience, rate: new RequestRate(now) },
      view: { ...view, lines: lines.map(({ path }) => path) },
      tasks: () => upToDate(vendor.tasks),
      rooms: (command, body) => upToDate(() => vendor.rooms(command, body)),
      roomsInUse: vendor.roomsInUse,
    },
    {
      actionOf: handling.actionOf,
      answer: (request) => upToDate(() => handling.answer(request)),
      refuse: (request, code) => store.transaction(() => handling.refuse(request, code)),
    },
  );
  try {
    const answer = (request: RawRequest) => upToDate(() => files.answer(request)) ?? handle(request);
    const server = await startLoopbackServer({ port: options.port, maxBodyBytes, now, answer });
    files.servedAt(server.origin); // before any answer or callback has an address
    callbacks.start();
    return {
      ...{ origin: server.origin, port: server.port, calls, clock, faults, failures, callbacks },
      async close() {
        callbacks.close();
        await server.close();
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Passes control calls to the controls and all other calls to the vendor with fault injection. Then scans for callbacks. */
export function createRequestHandler(
  parts: ControlParts,
  vendor: CallHandling,
): (request: RawRequest) => Promise<Outcome> {
  const controls = control(parts);
  const calls = injectFaults(parts.faults, parts.rate, vendor);
  return async (request) => {
    const outcome = controls(request) ?? (await calls(request));
    parts.callbacks?.scan();
    return outcome;
  };
}
