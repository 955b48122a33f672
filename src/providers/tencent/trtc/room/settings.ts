import type { TrtcRoomLayoutInput } from './control.types.ts';
import type { TrtcSubscribeStreamUserIdsInput } from './record.types.ts';
import type { TrtcCreateCloudRecordingInput } from './start.types.ts';
import { withoutEmptyRivals } from '../../shared/subscription-lists.ts';
import { completedChange, settingsRef, type CompletedChange } from '../../../task-settings.ts';

/** Effect of a change without the setting. */
const LOSSES = {
  mixLayoutParams: 'if the recording is mixed, TRTC has set its picture back to the default',
  subscribeStreamUserIds: 'TRTC records all users in the room from now on',
};

/** The settings of a start, for the reference of its task. */
export function trtcRoomSettings({ mixLayoutParams, recordParams }: TrtcCreateCloudRecordingInput) {
  return settingsRef({ mixLayoutParams, subscribeStreamUserIds: recordParams.subscribeStreamUserIds });
}

/** Completes a change by the settings in the reference of the task. */
export function completeTrtcRoomChange(
  { mixLayoutParams, subscribeStreamUserIds }: TrtcRoomLayoutInput,
  ref: Readonly<Record<string, unknown>> | undefined,
): CompletedChange<TrtcRoomLayoutInput> {
  const given = { mixLayoutParams, subscribeStreamUserIds: settledStreams(subscribeStreamUserIds) };
  return completedChange<TrtcRoomLayoutInput>(given, ref, LOSSES);
}

/** Returns the lists to send: an empty list is left out if its counterpart is given. */
export function settledStreams(
  lists: TrtcSubscribeStreamUserIdsInput | null | undefined,
): TrtcSubscribeStreamUserIdsInput | null | undefined {
  return withoutEmptyRivals(lists, [
    ['subscribeAudioUserIds', 'unSubscribeAudioUserIds'],
    ['subscribeVideoUserIds', 'unSubscribeVideoUserIds'],
  ]);
}
