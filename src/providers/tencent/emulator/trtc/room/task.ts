import { objectIn } from '../../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../../emulation/contract/parameter-check.ts';
import { withoutSecrets } from '../../shared/without-secrets.ts';
import type { RoomId } from '../../shared/rooms.ts';
import { trtcTaskId } from '../../shared/task-ids.ts';
import type { TrtcCloudFacts } from './life.ts';

/** A room recording as it is written down. */
export interface TrtcCloudTask {
  readonly taskId: string;
  readonly app: number;
  readonly room: RoomId;
  readonly parameters: JsonObject;
  readonly facts: TrtcCloudFacts;
  /** What may be changed while it goes on. */
  layout: JsonObject;
  lists: JsonObject;
}

/** Room "123" by number and room "123" by text are two rooms; a number is meant when nothing is said. */
export const NUMBER_ROOM = 1;
const DEFAULT_IDLE_S = 30;
const DEFAULT_VALID_HOURS = 72;

/** A room recording that begins now. `countEvents` tells how many events its room has had. */
export function newTrtcCloudTask(
  parameters: JsonObject,
  app: number,
  countEvents: (room: RoomId) => number,
  now: number,
  failures: readonly string[],
): TrtcCloudTask {
  const record = objectIn(parameters, 'RecordParams');
  const roomId = parameters['RoomId'] as string;
  const room = (parameters['RoomIdType'] ?? NUMBER_ROOM) === NUMBER_ROOM ? Number(roomId) : roomId;
  return {
    taskId: trtcTaskId(),
    app,
    room,
    parameters: withoutSecrets(parameters),
    facts: {
      startedAt: now,
      robot: parameters['UserId'] as string,
      eventsBefore: countEvents(room),
      maxIdleMs: Number(record['MaxIdleTime'] ?? DEFAULT_IDLE_S) * 1000,
      failures,
      validMs: Number(parameters['ResourceExpiredHour'] ?? DEFAULT_VALID_HOURS) * 3_600_000,
    },
    layout: objectIn(parameters, 'MixLayoutParams'),
    lists: objectIn(record, 'SubscribeStreamUserIds'),
  };
}
