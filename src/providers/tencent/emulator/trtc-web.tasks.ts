import { keyOf } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import type { Answer } from './product.ts';
import { trtcTaskId } from './task-ids.ts';

/** The web page recordings that have a key of the caller's, by application and key. */
export class TrtcWebTasks {
  readonly #byRecordId = new Map<string, string>();

  /** `RecordId` is the caller's guard against double starts. Without one every call starts a recording. */
  start(parameters: JsonObject): Answer {
    const taskId = trtcTaskId();
    if (parameters['RecordId'] !== undefined) {
      const key = keyOf(parameters, 'SdkAppId', 'RecordId');
      if (this.#byRecordId.has(key)) {
        throw new Refusal('FailedOperation.TaskExist', 'A task with this RecordId already exists.');
      }
      this.#byRecordId.set(key, taskId);
    }
    return { fields: { TaskId: taskId }, taskId };
  }
}
