import type { CallOptions } from '../../../calls/call-options.ts';
import type { Answer } from '../../../graphql/payload.ts';
import type { WireView } from '../../../domain/recorder.ts';
import { pascalNames } from '../../../wire/names.ts';
import { filled } from '../../filled.ts';
import { CloudApi, type Action, type CloudCalls } from '../api/cloud-api.ts';
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

const START: Action = { name: 'StartRecord', effect: 'create' };

/** Records game voice rooms. */
export class GmeClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi({ name: 'gme', version: '2018-07-11', names: pascalNames() }, calls);
  }

  /** Checks a start. Throws the errors that a start throws before sending. */
  prepareStart(input: GmeStartRecordInput): GmeStartRecordInput {
    const start = filled(input, { subscribeRecordUserIds: settledVoices(input.subscribeRecordUserIds) });
    this.#api.check(START, start);
    return start;
  }

  /** Describes the request that `start` would send. */
  showStart(start: GmeStartRecordInput): WireView {
    return this.#api.show(START, start);
  }

  start(start: GmeStartRecordInput, terms?: CallOptions): Promise<Answer<GmeStartRecordPayload>> {
    return this.#api.call(START, start, terms);
  }

  stopRecord(input: Readonly<GmeStopRecordInput>, terms?: CallOptions): Promise<Answer<GmeStopRecordPayload>> {
    return this.#api.call({ name: 'StopRecord', effect: 'delete' }, input, terms);
  }

  modifyRecordInfo(input: GmeModifyRecordInfoInput, terms?: CallOptions): Promise<Answer<GmeModifyRecordInfoPayload>> {
    return this.#api.call({ name: 'ModifyRecordInfo', effect: 'update' }, input, terms);
  }

  describeRecordInfo(
    input: Readonly<GmeDescribeRecordInfoInput>,
    terms?: CallOptions,
  ): Promise<Answer<GmeDescribeRecordInfoPayload>> {
    return this.#api.call({ name: 'DescribeRecordInfo', effect: 'read' }, input, terms);
  }

  describeTaskInfo(
    input: Readonly<GmeDescribeTaskInfoInput>,
    terms?: CallOptions,
  ): Promise<Answer<GmeDescribeTaskInfoPayload>> {
    return this.#api.call({ name: 'DescribeTaskInfo', effect: 'read' }, input, terms);
  }
}
