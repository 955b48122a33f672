import { keyOf } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import type { Answer } from './product.ts';
import { trtcTaskId } from './task-ids.ts';

/** Room "123" by number and room "123" by text are two rooms; a number is meant when nothing is said. */
const NUMBER_ROOM = 1;

/** The room recordings, by application, room and robot. */
export class TrtcCloudTasks {
  readonly #byRobot = new Map<string, string>();
  readonly #running = new Set<string>();

  /** Never refuses: the same robot again throws its earlier self out of the room, which ends that recording. */
  start(parameters: JsonObject): Answer {
    const robot = keyOf({ RoomIdType: NUMBER_ROOM, ...parameters }, 'SdkAppId', 'RoomIdType', 'RoomId', 'UserId');
    const earlier = this.#byRobot.get(robot);
    if (earlier !== undefined) this.#running.delete(earlier);
    const taskId = trtcTaskId();
    this.#byRobot.set(robot, taskId);
    this.#running.add(taskId);
    return { fields: { TaskId: taskId }, taskId };
  }

  isRunning(taskId: string): boolean {
    return this.#running.has(taskId);
  }
}
