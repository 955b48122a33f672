import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import type { GmeStartRecordInput, GmeStartRecordPayload } from './gme.types.ts';

/** Records game voice rooms. */
export class GmeClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi({ name: 'gme', version: '2018-07-11', names: pascalNames() }, calls);
  }

  startRecord(params: GmeStartRecordInput): Promise<Answer<GmeStartRecordPayload>> {
    return this.#api.call('StartRecord', params);
  }
}
