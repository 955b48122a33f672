import { isDeepStrictEqual } from 'node:util';
import type { GmeModifyRecordInfoInput, GmeSubscribeRecordUserIds } from '../gme.control.types.ts';
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

/** Whether the vendor tells the lists of users that the reference of a task has. An absent list and an empty one are the same. */
export function isSameVoices(
  ref: Readonly<Record<string, unknown>>,
  told: GmeSubscribeRecordUserIds | null | undefined,
): boolean {
  const known = ref['settings'] as { subscribeRecordUserIds?: GmeSubscribeRecordUserIds } | undefined;
  if (!known || told == null) return true;
  const sent = known.subscribeRecordUserIds;
  return LISTS.every((name) => isDeepStrictEqual(sorted(sent?.[name]), sorted(told[name])));
}

const LISTS = ['subscribeUserIds', 'unSubscribeUserIds'] as const;

function sorted(list: readonly string[] | null | undefined): readonly string[] {
  return [...(list ?? [])].sort();
}

/** Lists as they are sent: an empty one beside its rival is left out. */
export function settledVoices(
  lists: GmeSubscribeRecordUserIdsInput | null | undefined,
): GmeSubscribeRecordUserIdsInput | null | undefined {
  return withoutEmptyRivals(lists, [['subscribeUserIds', 'unSubscribeUserIds']]);
}
