import { GUEST_NAMES } from '../../../../emulation/audience/audience.ts';
import { objectIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';

/** Marks an entry of TRTC's lists that names all users whose id starts with the text before the mark. */
const PREFIX_MARK = '.*$';

/** Whether an entry of TRTC's lists names the user. */
export function namesUser(entry: string, user: string): boolean {
  return entry.endsWith(PREFIX_MARK) ? user.startsWith(entry.slice(0, -PREFIX_MARK.length)) : entry === user;
}

/** Users that the start of a whiteboard recording names: the teacher of the mixed picture. */
export function tiwGuests(parameters: JsonObject): string[] {
  const teacher = objectIn(parameters, 'MixStream')['TeacherId'];
  return typeof teacher === 'string' && teacher !== '' ? [teacher, ...GUEST_NAMES.slice(0, 1)] : [];
}

/** Users that the start of a voice recording names or does not exclude. */
export function gmeGuests(parameters: JsonObject): string[] {
  const lists = objectIn(parameters, 'SubscribeRecordUserIds');
  const isSame = (entry: string, name: string): boolean => entry === name;
  return guestsOf(texts(lists['SubscribeUserIds']), texts(lists['UnSubscribeUserIds']), isSame);
}

/** Users that the start of a room recording names or does not exclude, without the robot. */
export function trtcGuests(parameters: JsonObject): string[] {
  const lists = objectIn(objectIn(parameters, 'RecordParams'), 'SubscribeStreamUserIds');
  const entries = (prefix: string) =>
    ['Audio', 'Video'].flatMap((kind) => texts(lists[`${prefix}${kind}UserIds`])).filter((entry) => entry !== '');
  const named = entries('Subscribe').map((entry) =>
    entry.endsWith(PREFIX_MARK) ? `${entry.slice(0, -PREFIX_MARK.length)}1` : entry,
  );
  return guestsOf(named, entries('UnSubscribe'), namesUser).filter((name) => name !== parameters['UserId']);
}

function guestsOf(
  named: readonly string[],
  excluded: readonly string[],
  isMeant: (entry: string, name: string) => boolean,
): string[] {
  if (named.length > 0) return [...named];
  if (excluded.length === 0) return [];
  return GUEST_NAMES.filter((name) => !excluded.some((entry) => isMeant(entry, name))).slice(0, 2);
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
