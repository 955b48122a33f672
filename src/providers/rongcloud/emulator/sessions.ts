import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { printJson } from '../../../wire/json.ts';
import { Refusal } from './refusal.ts';

/** The recordings that run, by application and session. */
export class Sessions {
  readonly #recordIds = new Map<string, string>();

  constructor(private readonly alreadyRecording: { readonly code: number; readonly errorMessage: string }) {}

  /** A session has one recording at a time; its id has 32 hexadecimal digits. */
  start(appKey: string, parameters: JsonObject): string {
    const session = printJson([appKey, parameters['sessionId']]);
    if (this.#recordIds.has(session)) {
      throw new Refusal(this.alreadyRecording.code, this.alreadyRecording.errorMessage);
    }
    const recordId = randomBytes(16).toString('hex');
    this.#recordIds.set(session, recordId);
    return recordId;
  }
}
