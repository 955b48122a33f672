import type { TrtcRoomLayoutInput } from './control.types.ts';
import type { TrtcSubscribeStreamUserIdsInput } from './record.types.ts';
import type { TrtcCreateCloudRecordingInput } from './start.types.ts';
import { withoutEmptyRivals } from '../../shared/subscription-lists.ts';
import { completedChange, settingsRef, type CompletedChange } from '../../../task-settings.ts';

/** What ModifyCloudRecording replaces. */
type Settings = Pick<TrtcRoomLayoutInput, 'mixLayoutParams' | 'subscribeStreamUserIds'>;

export type TrtcRoomChange = Omit<CompletedChange<keyof Settings>, 'settings'> & { readonly settings: Settings };

/** What TRTC does where a change holds no value. */
const LOSSES = {
  mixLayoutParams: 'if the recording is mixed, TRTC has set its picture back to the default',
  subscribeStreamUserIds: 'TRTC records everybody in the room from now on',
};

/** The settings of a start, for the reference of its task. */
export function trtcRoomSettings({ mixLayoutParams, recordParams }: TrtcCreateCloudRecordingInput) {
  return settingsRef({ mixLayoutParams, subscribeStreamUserIds: recordParams.subscribeStreamUserIds });
}

/** A change with the settings that it leaves out, as far as the reference of the task has them. */
export function completeTrtcRoomChange(
  { mixLayoutParams, subscribeStreamUserIds }: Settings,
  ref: Readonly<Record<string, unknown>> | undefined,
): TrtcRoomChange {
  const given = { mixLayoutParams, subscribeStreamUserIds: settledStreams(subscribeStreamUserIds) };
  return completedChange(given, ref, LOSSES) as TrtcRoomChange;
}

/** Lists as they are sent: an empty one beside its rival is left out. */
export function settledStreams(
  lists: TrtcSubscribeStreamUserIdsInput | null | undefined,
): TrtcSubscribeStreamUserIdsInput | null | undefined {
  return withoutEmptyRivals(lists, [
    ['subscribeAudioUserIds', 'unSubscribeAudioUserIds'],
    ['subscribeVideoUserIds', 'unSubscribeVideoUserIds'],
  ]);
}
