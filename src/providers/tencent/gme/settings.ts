import { isDeepStrictEqual } from 'node:util';
import { RecordingFailure } from '../../../errors.ts';
import type { GmeModifyRecordInfoInput, GmeSubscribeRecordUserIds } from './control.types.ts';
import type { GmeStartRecordInput, GmeSubscribeRecordUserIdsInput } from './start.types.ts';
import { withoutEmptyRivals } from '../shared/subscription-lists.ts';
import { completedChange, hasPending, settingsRef, type CompletedChange } from '../../task-settings.ts';

type Settings = Pick<GmeModifyRecordInfoInput, 'subscribeRecordUserIds'>;

const LOSSES = { subscribeRecordUserIds: 'GME records all users in the room from now on' };

/** The settings of a start, for the reference of its task. */
export function gmeSettings({ subscribeRecordUserIds }: GmeStartRecordInput) {
  return settingsRef({ subscribeRecordUserIds });
}

/** Completes a change by the lists in the reference of the task. */
export function completeGmeChange(
  { subscribeRecordUserIds }: Settings,
  ref: Readonly<Record<string, unknown>> | undefined,
): CompletedChange<Settings> {
  return completedChange<Settings>({ subscribeRecordUserIds: settledVoices(subscribeRecordUserIds) }, ref, LOSSES);
}

/** Queries the running task of a room. */
interface VoiceReader {
  describeTaskInfo(room: { readonly bizId: number; readonly roomId: string }): Promise<{
    readonly taskId?: bigint;
    readonly subscribeRecordUserIds?: GmeSubscribeRecordUserIds;
  }>;
}

/**
 * Returns the reference of a task. If a change had no answer, queries the settings at the vendor; if the query fails,
 * returns the reference unchanged.
 */
export async function readGmeSettings(
  gme: VoiceReader,
  { bizId, taskId }: Pick<GmeModifyRecordInfoInput, 'bizId' | 'taskId'>,
  ref: Readonly<Record<string, unknown>> | undefined,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const roomId = ref?.['roomId'];
  if (!hasPending(ref) || typeof roomId !== 'string') return ref;
  try {
    const running = await gme.describeTaskInfo({ bizId, roomId });
    if (String(running.taskId) !== String(taskId)) return ref;
    const { subscribeRecordUserIds } = running;
    return { ...ref, ...settingsRef({ subscribeRecordUserIds }), pending: {} };
  } catch (error) {
    if (error instanceof RecordingFailure) return ref;
    throw error;
  }
}

/**
 * Whether the vendor's lists of users equal the lists in the reference of the task. An absent list equals an empty
 * list.
 */
export function isSameVoices(
  ref: Readonly<Record<string, unknown>>,
  reported: GmeSubscribeRecordUserIds | null | undefined,
): boolean {
  const known = ref['settings'] as { subscribeRecordUserIds?: GmeSubscribeRecordUserIds } | undefined;
  if (!known || reported == null) return true;
  const sent = known.subscribeRecordUserIds;
  return LISTS.every((name) => isDeepStrictEqual(sorted(sent?.[name]), sorted(reported[name])));
}

const LISTS = ['subscribeUserIds', 'unSubscribeUserIds'] as const;

function sorted(list: readonly string[] | null | undefined): readonly string[] {
  return [...(list ?? [])].sort();
}

/** Returns the lists to send: an empty list is left out if its counterpart is given. */
export function settledVoices(
  lists: GmeSubscribeRecordUserIdsInput | null | undefined,
): GmeSubscribeRecordUserIdsInput | null | undefined {
  return withoutEmptyRivals(lists, [['subscribeUserIds', 'unSubscribeUserIds']]);
}
