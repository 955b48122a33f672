import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import type {
  GmeDescribeRecordInfoInput,
  GmeDescribeRecordInfoPayload,
  GmeDescribeTaskInfoInput,
  GmeDescribeTaskInfoPayload,
  GmeModifyRecordInfoInput,
  GmeModifyRecordInfoPayload,
  GmeStopRecordInput,
  GmeStopRecordPayload,
} from './gme.control.types.ts';
import type { GmeStartRecordInput, GmeStartRecordPayload } from './gme.types.ts';

/** Records game voice rooms. */
export class GmeClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi({ name: 'gme', version: '2018-07-11', names: pascalNames() }, calls);
  }

  startRecord(input: GmeStartRecordInput): Promise<Answer<GmeStartRecordPayload>> {
    return this.#api.call({ name: 'StartRecord', effect: 'create' }, input);
  }

  stopRecord(input: GmeStopRecordInput): Promise<Answer<GmeStopRecordPayload>> {
    return this.#api.call({ name: 'StopRecord', effect: 'delete' }, input);
  }

  modifyRecordInfo(input: GmeModifyRecordInfoInput): Promise<Answer<GmeModifyRecordInfoPayload>> {
    return this.#api.call({ name: 'ModifyRecordInfo', effect: 'update' }, input);
  }

  describeRecordInfo(input: GmeDescribeRecordInfoInput): Promise<Answer<GmeDescribeRecordInfoPayload>> {
    return this.#api.call({ name: 'DescribeRecordInfo', effect: 'read' }, input);
  }

  describeTaskInfo(input: GmeDescribeTaskInfoInput): Promise<Answer<GmeDescribeTaskInfoPayload>> {
    return this.#api.call({ name: 'DescribeTaskInfo', effect: 'read' }, input);
  }
}
