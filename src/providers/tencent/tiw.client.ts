import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TIW_REGIONS } from './regions.ts';
import type { TiwStartOnlineRecordInput, TiwStartOnlineRecordPayload } from './tiw.types.ts';

/** Records interactive whiteboard classes. */
export class TiwClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi(
      {
        name: 'tiw',
        version: '2019-09-19',
        names: pascalNames({ trtcRoomId: 'TRTCRoomId', trtcRoomIdStr: 'TRTCRoomIdStr' }),
        regions: TIW_REGIONS,
      },
      calls,
    );
  }

  startOnlineRecord({ region, ...params }: TiwStartOnlineRecordInput): Promise<Answer<TiwStartOnlineRecordPayload>> {
    return this.#api.call('StartOnlineRecord', params, region);
  }
}
