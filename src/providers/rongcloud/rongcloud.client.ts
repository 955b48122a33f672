import type { Answer } from '../../payload.ts';
import type { RongcloudStartRecordInput, RongcloudStartRecordPayload } from './rongcloud.types.ts';
import { ServerApi, type ServerCalls } from './server-api.ts';

/** Records RTC sessions. */
export class RongcloudClient {
  readonly #api: ServerApi;

  constructor(calls: ServerCalls) {
    this.#api = new ServerApi(calls);
  }

  startRecord({ roomId, ...body }: RongcloudStartRecordInput): Promise<Answer<RongcloudStartRecordPayload>> {
    return this.#api.call({ path: '/rtc/record/start.json', roomId, body });
  }
}
