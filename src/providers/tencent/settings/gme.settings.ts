import type { GmeModifyRecordInfoInput } from '../gme.control.types.ts';
import type { GmeStartRecordInput, GmeSubscribeRecordUserIdsInput } from '../gme.types.ts';
import { withoutEmptyRivals } from './subscription-lists.ts';
import { completedChange, settingsRef, type CompletedChange } from '../../task-settings.ts';

type Settings = Pick<GmeModifyRecordInfoInput, 'subscribeRecordUserIds'>;

export type GmeChange = Omit<CompletedChange<keyof Settings>, 'settings'> & { readonly settings: Settings };

const LOSSES = { subscribeRecordUserIds: 'GME records everybody in the room from now on' };

/** The settings of a start, for the reference of its task. */
export function gmeSettings({ subscribeRecordUserIds }: GmeStartRecordInput) {
  return settingsRef({ subscribeRecordUserIds });
}

/** A change with the lists that it leaves out, as far as the reference of the task has them. */
export function completeGmeChange(
  { subscribeRecordUserIds }: Settings,
  ref: Readonly<Record<string, unknown>> | undefined,
): GmeChange {
  return completedChange({ subscribeRecordUserIds: settledVoices(subscribeRecordUserIds) }, ref, LOSSES);
}

/** Lists as they are sent: an empty one beside its rival is left out. */
export function settledVoices(
  lists: GmeSubscribeRecordUserIdsInput | null | undefined,
): GmeSubscribeRecordUserIdsInput | null | undefined {
  return withoutEmptyRivals(lists, [['subscribeUserIds', 'unSubscribeUserIds']]);
}
