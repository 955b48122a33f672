import type { InputFault } from '../../../errors.ts';
import type { Secret } from '../../../wire/secret.ts';
import { permittedRoom, readUserSig, type Room, type UserSigContent } from './usersig.ts';

// The vendor accepts a start with an unusable UserSig or PrivateMapKey: the robot cannot enter the room, and the
// recording fails later or is empty. The text of a ticket is readable without a key, so the server checks it before the
// start.

/** How a start uses a ticket that its caller has made. */
interface TicketUse {
  /** Field of the input that holds the ticket. */
  readonly field: string;
  /** Field of the input that holds the user. */
  readonly userField: string;
  readonly userId: string;
  readonly sdkAppId: number;
  /** Unix seconds. */
  readonly now: number;
  /** Time for which the ticket must be valid. */
  readonly needed: Need;
  /** The room that a PrivateMapKey must permit. */
  readonly room?: Room;
}

/** The time until which a ticket is needed. */
export interface Need {
  /** Unix seconds. */
  readonly until: number;
  /** The need in words, such as "until stopBy". */
  readonly words: string;
}

/**
 * The reasons why a ticket surely cannot work, without its content. None for a text that cannot be read: the vendor may
 * know a form of tickets that is not documented.
 */
export function ticketFaults(ticket: Secret, use: TicketUse): InputFault[] {
  const content = readUserSig(ticket.reveal());
  if (!content) return [];
  return rulesBroken(content, use).map((rule) => ({
    path: ['input', use.field],
    message: `${use.field} ${rule}`,
  }));
}

/** Members of a ticket are checked only if they have the documented type, because the text comes from the client. */
function rulesBroken(content: Partial<UserSigContent>, use: TicketUse): string[] {
  const { 'TLS.identifier': user, 'TLS.sdkappid': app, 'TLS.time': time, 'TLS.expire': length } = content;
  const rules: string[] = [];
  if (typeof user === 'string' && user !== use.userId) {
    rules.push(`must be signed for ${use.userField}, and is signed for another user`);
  }
  if (typeof app === 'number' && app !== use.sdkAppId) {
    rules.push('must be signed for sdkAppId, and is signed for another application');
  }
  if (typeof time === 'number' && typeof length === 'number') {
    const end = time + length;
    if (end <= use.now) rules.push('must not have expired: sign a new one');
    else if (end < use.needed.until) rules.push(`must be valid ${use.needed.words}: sign one that lasts longer`);
  }
  const permitted = content['TLS.userbuf'];
  const room = use.room && typeof permitted === 'string' ? permittedRoom(permitted) : undefined;
  if (room && use.room && !isSameRoom(room, use.room)) {
    rules.push('must be signed for roomId and its roomIdType, and is signed for another room');
  }
  return rules;
}

function isSameRoom(one: Room, other: Room): boolean {
  return 'text' in one ? 'text' in other && one.text === other.text : 'number' in other && one.number === other.number;
}
