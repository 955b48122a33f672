import { keyOf } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import type { Answer } from './product.ts';
import { gmeTaskId } from './task-ids.ts';

/** The voice recordings, by application and room. */
export class GmeTasks {
  readonly #byRoom = new Map<string, bigint>();

  /** A room has one recording at a time. */
  start(parameters: JsonObject): Answer {
    const room = keyOf(parameters, 'BizId', 'RoomId');
    if (this.#byRoom.has(room)) throw new Refusal('ResourceInUse.TaskInUse', 'A task already runs in this room.');
    const taskId = gmeTaskId();
    this.#byRoom.set(room, taskId);
    return { fields: { TaskId: taskId }, taskId: String(taskId) };
  }
}
