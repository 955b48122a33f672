import 'reflect-metadata'; // TIW's layouts are read from their GraphQL types
import { randomUUID } from 'node:crypto';
import { createParts, startEmulator, type Emulator, type EmulatorOptions } from '../../../emulation/emulator.ts';
import type { StoredFile } from '../../../emulation/media/stored-file.ts';
import { attempt } from '../../../emulation/server/attempt.ts';
import type { RawReply, RawRequest } from '../../../emulation/server/loopback-server.ts';
import { RequestLog } from '../../../emulation/server/request-log.ts';
import { KEPT_AFTER_END_MS } from '../../../emulation/store/store.ts';
import type { JsonValue } from '../../../wire/json.ts';
import type { Secret } from '../../../wire/secret.ts';
import type { Credentials, Site } from '../api/account.ts';
import type { GmeSignatureForm } from '../callbacks/signature.ts';
import { readCall } from './api/head.ts';
import { Dispatcher, type SeenCall } from './dispatcher.ts';
import { commandRoom, shownRooms } from './room-commands.ts';
import type { EmulatedCallbackKeys } from './shared/context.ts';
import { envelope, Refusal, reply } from './shared/envelope.ts';
import { TENCENT_FAILURES } from './shared/failure-kinds.ts';
import type { Answer } from './shared/product.ts';
import { RobotCheck } from './shared/robots.ts';
import { Rooms } from './shared/rooms.ts';
import { stageOf } from './shared/stage.ts';

export interface TencentEmulatorOptions extends EmulatorOptions {
  readonly credentials: readonly Credentials[];
  /** The site whose regions and actions are offered; `intl` by default. */
  readonly site?: Site;
  /** The account's applications, by SdkAppId or BizId. Calls about further applications are refused. Absent: all. */
  readonly applications?: readonly number[];
  /** By application, the key that checks the UserSigs of robots. Without a key, UserSigs are not checked. */
  readonly rtcKeys?: ReadonlyMap<number, Secret>;
  /** Keys that sign callbacks. Without a key, callbacks are not signed, as at the vendor. */
  readonly callbackKeys?: EmulatedCallbackKeys;
  /** Format of GME's callback signature, which the vendor does not document; `base64` by default. */
  readonly gmeCallbackForm?: GmeSignatureForm;
}

/** One call as received. After an early refusal, the members that were not read are empty or null. */
export interface ReceivedCall {
  readonly service: string;
  readonly action: string;
  readonly region: string | null;
  /** As sent, secrets included: for tests, not for printing. */
  readonly body: JsonValue;
  readonly requestId: string;
  readonly code: string | null;
}

export type TencentEmulator = Emulator<ReceivedCall>;

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Starts TIW, GME and TRTC on one loopback port. Rejects if the port or the store cannot be used. */
export async function startTencentEmulator(options: TencentEmulatorOptions): Promise<TencentEmulator> {
  const parts = createParts('Tencent', TENCENT_FAILURES, options, (taskId): readonly StoredFile[] =>
    dispatcher.filesOf(taskId),
  );
  const { store, clock, watch, addressOf, failures } = parts;
  const rooms = new Rooms(store.table('rooms'), (key) => watch.touch(key));
  const audience = parts.audienceOf(stageOf(rooms, (taskId): number => dispatcher.endOf(taskId)));
  const { site = 'intl', callbackKeys = {}, gmeCallbackForm = 'base64' } = options;
  const context = {
    now: clock.now,
    isOwnApplication: (application: number): boolean => options.applications?.includes(application) ?? true,
    robots: new RobotCheck(options.rtcKeys ?? new Map<number, Secret>(), parts.now),
    ...{ site, store, rooms, audience, watch, addressOf, callbackKeys, failures, gmeCallbackForm },
  };
  // Callers cannot follow the driven clock, so signatures are checked against the callers' clock.
  const dispatcher = new Dispatcher(options.credentials, context, parts.now, options.callsPerSecond);
  store.transaction(() => dispatcher.forget(clock.now() - KEPT_AFTER_END_MS));
  const calls = new RequestLog<ReceivedCall>();

  const handle = (request: RawRequest, carryOut: (seen: SeenCall) => Answer): RawReply => {
    const requestId = randomUUID();
    const call = readCall(request);
    const seen = { service: '', action: call.common('Action'), body: null as JsonValue };
    const result = attempt(() => carryOut(seen), Refusal);
    const code = result instanceof Refusal ? result.code : null;
    const taskId = result instanceof Refusal ? undefined : result.taskId;
    calls.add({ ...seen, region: call.common('Region') || null, requestId, code });
    const { service, action } = seen;
    options.onCall?.({ service, action, requestId, code, ...(taskId !== undefined && { taskId }) });
    return reply(envelope(result instanceof Refusal ? result : result.fields, requestId));
  };

  return startEmulator(parts, {
    view: { vendor: 'Tencent Cloud', actions: dispatcher.actions, hasRoomIdTypes: true, hasWhiteboards: true },
    lines: dispatcher.callbackLines,
    tasks: () => dispatcher.tasks(),
    rooms: (command, body) => commandRoom({ rooms, now: clock.now, tasks: () => dispatcher.tasks() }, command, body),
    roomsInUse: () => shownRooms(rooms),
    audience,
    handling: {
      actionOf: (request) => readCall(request).common('Action'),
      answer: (request) => handle(request, (seen) => dispatcher.carryOut(request, seen)),
      refuse: (request, code = 'InternalError') =>
        handle(request, (seen) => {
          throw dispatcher.refuse(request, seen, code);
        }),
    },
    calls: calls.list,
    maxBodyBytes: MAX_BODY_BYTES,
  });
}
