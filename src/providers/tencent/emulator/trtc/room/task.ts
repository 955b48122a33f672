import { objectIn } from '../../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../../emulation/contract/parameter-check.ts';
import { withoutSecrets } from '../../shared/without-secrets.ts';
import type { RoomId } from '../../shared/rooms.ts';
import { trtcTaskId } from '../../shared/task-ids.ts';
import type { TrtcCloudFacts } from './life.ts';

/** A room recording in the store. */
export interface TrtcCloudTask {
  readonly taskId: string;
  readonly app: number;
  readonly room: RoomId;
  readonly parameters: JsonObject;
  readonly facts: TrtcCloudFacts;
  /** Settings that can change during the recording. */
  layout: JsonObject;
  lists: JsonObject;
}

/** Room "123" by number and room "123" by text are different rooms; by number is the default. */
export const NUMBER_ROOM = 1;
const DEFAULT_IDLE_S = 30;
const DEFAULT_VALID_HOURS = 72;

/** Creates a room recording that starts now. `countEvents` returns the number of events of a room. */
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
