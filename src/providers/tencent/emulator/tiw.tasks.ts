import { keyOf } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import type { Answer } from './product.ts';
import { tiwTaskId } from './task-ids.ts';

/** The whiteboard recordings, by application and robot. */
export class TiwTasks {
  readonly #byRobot = new Map<string, string>();

  /** A robot serves one recording: the next one in its room needs another `RecordUserId`. */
  start(parameters: JsonObject): Answer {
    const robot = keyOf(parameters, 'SdkAppId', 'RecordUserId');
    if (this.#byRobot.has(robot)) {
      throw new Refusal('ResourceInUse.RecordUserId', 'The RecordUserId already serves another recording.');
    }
    const taskId = tiwTaskId();
    this.#byRobot.set(robot, taskId);
    return { fields: { TaskId: taskId }, taskId };
  }
}
