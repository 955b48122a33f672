import type { Answer } from '../../payload.ts';
import type {
  RongcloudStopRecordInput,
  RongcloudStopRecordPayload,
  RongcloudUpdateRecordLayoutInput,
  RongcloudUpdateRecordLayoutPayload,
} from './rongcloud.control.types.ts';
import type {
  RongcloudDestroyRoomInput,
  RongcloudDestroyRoomPayload,
  RongcloudQueryRoomInput,
  RongcloudQueryRoomPayload,
} from './rongcloud.room.types.ts';
import type { RongcloudStartRecordInput, RongcloudStartRecordPayload } from './rongcloud.types.ts';
import { ServerApi, type ServerCalls } from './server-api.ts';

/** Records RTC sessions. */
export class RongcloudClient {
  readonly #api: ServerApi;

  constructor(calls: ServerCalls) {
    this.#api = new ServerApi(calls);
  }

  startRecord({ roomId, ...body }: RongcloudStartRecordInput): Promise<Answer<RongcloudStartRecordPayload>> {
    return this.#api.call({ name: 'startRecord', effect: 'create', path: '/rtc/record/start.json', roomId, body });
  }

  stopRecord({ roomId, ...body }: RongcloudStopRecordInput): Promise<Answer<RongcloudStopRecordPayload>> {
    return this.#api.call({ name: 'stopRecord', effect: 'delete', path: '/rtc/record/stop.json', roomId, body });
  }

  updateRecordLayout({
    roomId,
    ...body
  }: RongcloudUpdateRecordLayoutInput): Promise<Answer<RongcloudUpdateRecordLayoutPayload>> {
    return this.#api.call({
      name: 'updateRecordLayout',
      effect: 'update',
      path: '/rtc/record/config.json',
      roomId,
      body,
    });
  }

  queryRoom({ roomId }: RongcloudQueryRoomInput): Promise<Answer<RongcloudQueryRoomPayload>> {
    const body = { roomId };
    return this.#api.call({ name: 'queryRoom', effect: 'read', path: '/rtc/room/query.json', roomId, body });
  }

  destroyRoom({ roomId }: RongcloudDestroyRoomInput): Promise<Answer<RongcloudDestroyRoomPayload>> {
    const path = `/v2/rtc/rooms/${encodeURIComponent(roomId)}`;
    return this.#api.call({ name: 'destroyRoom', effect: 'update', method: 'DELETE', path });
  }
}
