import { pascalNames } from '../../../wire/names.ts';
import { filled } from '../../filled.ts';
import type { CloudCalls } from '../api/cloud-api.ts';
import { ProductClient } from '../shared/product-client.ts';
import type {
  GmeDescribeRecordInfoInput,
  GmeDescribeRecordInfoPayload,
  GmeDescribeTaskInfoInput,
  GmeDescribeTaskInfoPayload,
  GmeModifyRecordInfoInput,
  GmeModifyRecordInfoPayload,
  GmeStopRecordInput,
  GmeStopRecordPayload,
} from './control.types.ts';
import { settledVoices } from './settings.ts';
import type { GmeStartRecordInput, GmeStartRecordPayload } from './start.types.ts';

/** Records game voice rooms. */
export class GmeClient extends ProductClient<GmeStartRecordInput, GmeStartRecordPayload> {
  constructor(calls: CloudCalls) {
    super(calls, { name: 'gme', version: '2018-07-11', names: pascalNames() }, 'StartRecord');
  }

  /** Returns a complete start. Throws as `start` before sending. */
  prepareStart(input: GmeStartRecordInput): GmeStartRecordInput {
    return this.checked(filled(input, { subscribeRecordUserIds: settledVoices(input.subscribeRecordUserIds) }));
  }

  readonly stopRecord = this.action<GmeStopRecordInput, GmeStopRecordPayload>('StopRecord', 'delete');
  readonly modifyRecordInfo = this.action<GmeModifyRecordInfoInput, GmeModifyRecordInfoPayload>(
    'ModifyRecordInfo',
    'update',
  );
  readonly describeRecordInfo = this.action<GmeDescribeRecordInfoInput, GmeDescribeRecordInfoPayload>(
    'DescribeRecordInfo',
    'read',
  );
  readonly describeTaskInfo = this.action<GmeDescribeTaskInfoInput, GmeDescribeTaskInfoPayload>(
    'DescribeTaskInfo',
    'read',
  );
}
