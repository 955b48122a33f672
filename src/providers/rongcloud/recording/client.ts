import type { CallOptions } from '../../../calls/call-options.ts';
import type { Answer } from '../../../graphql/payload.ts';
import type { WireView } from '../../../domain/recorder.ts';
import { filled } from '../../filled.ts';
import { tagOf, withTag } from '../callbacks/extra-tag.ts';
import type {
  RongcloudStopRecordInput,
  RongcloudStopRecordPayload,
  RongcloudUpdateRecordLayoutInput,
  RongcloudUpdateRecordLayoutPayload,
} from './control.types.ts';
import type {
  RongcloudDestroyRoomInput,
  RongcloudDestroyRoomPayload,
  RongcloudQueryRoomInput,
  RongcloudQueryRoomPayload,
} from './room.types.ts';
import type { RongcloudStartRecordInput, RongcloudStartRecordPayload } from './start.types.ts';
import { ServerApi, type ServerCall, type ServerCalls } from '../api/server-api.ts';

/** A start with a known session. */
export type SessionStart = RongcloudStartRecordInput & { readonly sessionId: string };

/** A complete start. `tag`: the server's part of `extra`. */
export type RongcloudStart = SessionStart & { readonly tag: string };

/** Records RTC sessions. */
export class RongcloudClient {
  readonly #api: ServerApi;

  constructor(calls: ServerCalls) {
    this.#api = new ServerApi(calls);
  }

  /** The calling application. Throws `VendorNotConfigured` if there is none. */
  get appKey(): string {
    return this.#api.appKey;
  }

  /**
   * Appends the server's tag to the caller's `extra` and checks the start. Throws the errors that a start throws before
   * sending.
   */
  prepareStart(input: SessionStart, seed: string): RongcloudStart {
    this.#api.check();
    const tag = tagOf(seed);
    return filled(input, { tag, extra: withTag(input.extra, tag) });
  }

  /** Describes the request that `start` would send. */
  showStart(start: RongcloudStart): WireView {
    return this.#api.show(startCall(start));
  }

  start(start: RongcloudStart, options?: CallOptions): Promise<Answer<RongcloudStartRecordPayload>> {
    return this.#api.call(startCall(start), options);
  }

  stopRecord(
    { roomId, ...body }: Readonly<RongcloudStopRecordInput>,
    options?: CallOptions,
  ): Promise<Answer<RongcloudStopRecordPayload>> {
    return this.#api.call(
      { name: 'stopRecord', effect: 'delete', path: '/rtc/record/stop.json', roomId, body },
      options,
    );
  }

  updateRecordLayout(
    { roomId, ...body }: Readonly<RongcloudUpdateRecordLayoutInput>,
    options?: CallOptions,
  ): Promise<Answer<RongcloudUpdateRecordLayoutPayload>> {
    const path = '/rtc/record/config.json';
    return this.#api.call({ name: 'updateRecordLayout', effect: 'update', path, roomId, body }, options);
  }

  queryRoom(
    { roomId }: Readonly<RongcloudQueryRoomInput>,
    options?: CallOptions,
  ): Promise<Answer<RongcloudQueryRoomPayload>> {
    const body = { roomId };
    return this.#api.call({ name: 'queryRoom', effect: 'read', path: '/rtc/room/query.json', roomId, body }, options);
  }

  destroyRoom(
    { roomId }: RongcloudDestroyRoomInput,
    options?: CallOptions,
  ): Promise<Answer<RongcloudDestroyRoomPayload>> {
    const path = `/v2/rtc/rooms/${encodeURIComponent(roomId)}`;
    return this.#api.call({ name: 'destroyRoom', effect: 'update', method: 'DELETE', path }, options);
  }
}

function startCall({ roomId, tag: _, ...body }: RongcloudStart): ServerCall {
  return { name: 'startRecord', effect: 'create', path: '/rtc/record/start.json', roomId, body };
}
