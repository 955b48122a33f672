import { objectIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject, ParameterFault } from '../../../../emulation/contract/parameter-check.ts';
import { Refusal } from '../shared/envelope.ts';
import type { FaultCodes } from '../shared/product.ts';

const CODE_OF_FIELD: Readonly<Record<string, string>> = {
  BizId: 'InvalidParameterValue.InvalidBizId',
  RoomId: 'InvalidParameterValue.InvalidRoomId',
  TaskId: 'InvalidParameterValue.InvalidTaskId',
  RecordMode: 'InvalidParameterValue.InvalidRecordMode',
  SubscribeUserIds: 'InvalidParameterValue.InvalidSubscribeUserIds',
  UnSubscribeUserIds: 'InvalidParameterValue.InvalidUNSubscribeUserIds', // the vendor's spelling
};

export const GME_CODES: FaultCodes = {
  wrongType: 'InvalidParameter',
  wrongValue: ({ field }: ParameterFault) => CODE_OF_FIELD[field],
  otherApplication: ['InvalidParameterValue.InvalidBizId'],
};

/** Requires a room name, and at most one of the two lists of users. */
export function gmeStartRule(parameters: JsonObject): Refusal | undefined {
  if (parameters['RoomId'] === '') {
    return new Refusal('InvalidParameterValue.InvalidRoomId', 'RoomId must not be empty.');
  }
  const lists = objectIn(parameters, 'SubscribeRecordUserIds');
  if (lists['SubscribeUserIds'] === undefined || lists['UnSubscribeUserIds'] === undefined) return undefined;
  return new Refusal(
    'InvalidParameterValue.InvalidSubscribeRecordUserIds',
    'SubscribeUserIds and UnSubscribeUserIds exclude each other.',
  );
}
