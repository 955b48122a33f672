import type { Audience } from '../../../emulation/audience/audience.ts';
import { objectIn } from '../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../emulation/contract/parameter-check.ts';
import type { JsonValue } from '../../../wire/json.ts';
import { guestsOf } from './rooms/stage.ts';
import { MCU } from './api/rules.ts';
import { layoutOf } from './api/layout-rules.ts';
import { textOf } from './api/parameters.ts';
import type { Recording } from './recording/recording.ts';
import type { RequestedRecording, Recordings } from './recording/recordings.ts';
import { CODE, Refusal } from './api/refusal.ts';
import type { EmulatorDefaults, WordedCode } from './api/contract.ts';
import { roomAnswer } from './rooms/answer.ts';
import type { Rooms } from './rooms/rooms.ts';

const MINUTE_MS = 60_000;
const MIXED: readonly number[] = [3, 4, 5];
const SOUND_ONLY: readonly number[] = [2, 5];
/** The vendor does not document the default. */
const DEFAULT_MODE = 3;

/** A call that passed all checks of its own content. */
export interface Call {
  readonly appKey: string;
  /** The header `Room-Id`; empty where the call has none. */
  readonly roomId: string;
  readonly parameters: JsonObject;
}

/** Answer of a carried-out call, without the code. */
export interface CallAnswer {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly recordId?: string;
}

export interface CallsOptions {
  /** Whether a recording needs a running session in the same room. */
  readonly strictSessions: boolean;
  /** The console's setting for the start of recordings. */
  readonly trigger: 'manual' | 'automatic';
}

/** Carries out the five calls. Every method throws `Refusal` if the state forbids the call. */
export class Calls {
  constructor(
    private readonly rooms: Rooms,
    private readonly recordings: Recordings,
    private readonly audience: Audience,
    private readonly defaults: EmulatorDefaults,
    private readonly options: CallsOptions,
  ) {}

  readonly effects: Readonly<Record<string, (call: Call) => CallAnswer>> = {
    startRecord: (call) => this.#start(call),
    stopRecord: (call) => this.#stop(call),
    updateRecordLayout: (call) => this.#updateLayout(call),
    queryRoom: (call) => this.#queryRoom(call),
    destroyRoom: (call) => this.#destroyRoom(call),
  };

  #start({ appKey, roomId, parameters }: Call): CallAnswer {
    this.#refuseAutomatic();
    const sessionId = textOf(parameters, 'sessionId');
    let session = this.rooms.session(appKey, sessionId);
    if (this.options.strictSessions && session?.roomId !== roomId) throw refusal(this.defaults.unknownSession);
    session ??= this.rooms.addImplicit(appKey, roomId, sessionId);
    if (this.recordings.running(session)) throw refusal(this.defaults.alreadyRecording);
    const config = objectIn(parameters, 'config');
    const requested = requestedRecording(parameters, config);
    this.audience.welcome(appKey, roomId, guestsOf(config));
    const room = this.rooms.find(appKey, roomId);
    // A session that a call created has no members: all users joined the room's own session.
    const members = room?.session.sessionId === sessionId ? room.members : [];
    const isMixed = requested.recordType === MCU || MIXED.includes(requested.mode);
    const { recordId } = this.recordings.start(
      session,
      requested,
      isMixed ? null : members.map(({ userId }) => userId),
    );
    this.audience.keepFor(appKey, roomId, recordId);
    return { fields: { errorMessage: 'Success', recordId }, recordId };
  }

  #stop(call: Call): CallAnswer {
    const recording = this.#running(call);
    this.recordings.end(recording, 'stop');
    const { recordId } = recording;
    return { fields: { errorMessage: 'Success', recordId }, recordId };
  }

  #updateLayout(call: Call): CallAnswer {
    const recording = this.#running(call);
    if (recording.recordType === MCU) {
      throw new Refusal(CODE.badParameter, 'the layout of an MCU recording is changed at the live mixer');
    }
    this.recordings.arrange(recording, layoutOf(call.parameters));
    return { fields: { errorMessage: 'Success' }, recordId: recording.recordId };
  }

  #queryRoom({ appKey, roomId, parameters }: Call): CallAnswer {
    if (parameters['roomId'] !== roomId) throw new Refusal(CODE.badParameter, 'Room-Id must repeat roomId.');
    this.audience.welcome(appKey, roomId); // the caller may need the session for a start
    const room = this.rooms.find(appKey, roomId);
    if (!room) throw roomNotFound();
    return { fields: roomAnswer(room) };
  }

  #destroyRoom({ appKey, parameters }: Call): CallAnswer {
    if (!this.rooms.end(appKey, textOf(parameters, 'room_id'))) throw roomNotFound();
    return { fields: {} };
  }

  #running({ appKey, roomId, parameters }: Call): Recording {
    this.#refuseAutomatic();
    const recording = this.recordings.running({ appKey, sessionId: textOf(parameters, 'sessionId') });
    if (!recording || (this.options.strictSessions && recording.roomId !== roomId)) {
      throw refusal(this.defaults.notRecording);
    }
    return recording;
  }

  #refuseAutomatic(): void {
    if (this.options.trigger === 'automatic') throw refusal(this.defaults.triggerNotManual);
  }
}

function requestedRecording(parameters: JsonObject, config: JsonObject): RequestedRecording {
  const { recordType = 1, mode = DEFAULT_MODE, sliceMin } = config;
  const format = textOf(config, SOUND_ONLY.includes(Number(mode)) ? 'audioFormat' : 'videoFormat');
  return {
    extra: textOf(parameters, 'extra'),
    recordType: Number(recordType),
    mode: Number(mode),
    sliceMs: Number(sliceMin) * MINUTE_MS,
    format: format === 'hls' ? 'm3u8' : format,
    layout: recordType === MCU ? {} : layoutOf(config),
  };
}

function refusal({ code, errorMessage }: WordedCode): Refusal {
  return new Refusal(code, errorMessage);
}

function roomNotFound(): Refusal {
  return new Refusal(CODE.badParameter, 'room not found');
}
