import { InvalidInput } from '../../errors.ts';
import { lettersAndDigits } from '../../wire/digest.ts';
import type { Secret } from '../../wire/secret.ts';
import { mintPrivateMapKey, mintUserSig, PRIVILEGES, type Room } from './usersig.ts';

/** What a robot that records shows at the door of a room. */
export interface Robot {
  readonly userId: string;
  readonly userSig: Secret;
}

/** Longest that TIW records: 24 h. */
const TIW_LONGEST_HOURS = 24;
/** TRTC has no longest recording; after this the task cannot be controlled any more. Its default. */
const TRTC_DEFAULT_HOURS = 72;

/** What a robot does in a room: come in, hear, and see both streams. */
const LISTENER =
  PRIVILEGES.enterRoom | PRIVILEGES.receiveAudio | PRIVILEGES.receiveVideo | PRIVILEGES.receiveSecondStream;

export interface RobotsOptions {
  /** Keys of real-time applications, by application id. */
  readonly keys: ReadonlyMap<number, Secret>;
  /** Unix seconds. */
  readonly now: () => number;
}

/** Letters and digits of a robot's id: enough that no two recordings have the same. */
const TAIL = 12;

/**
 * Makes the robots of recordings, and the tickets that let them in. Every recording has its own robot, and always the
 * same one, so a start whose answer was lost can be recognised, or sent again.
 */
export class Robots {
  readonly #options: RobotsOptions;

  constructor(options: RobotsOptions) {
    this.#options = options;
  }

  /** The robot of a whiteboard recording. Throws `InvalidInput` when it can be neither taken from the input nor made. */
  tiw(
    input: { sdkAppId: number; roomId: number; recordUserId?: string; recordUserSig?: Secret },
    recordingId: string,
  ): Robot {
    return this.#robot(
      { sdkAppId: input.sdkAppId, userId: input.recordUserId, userSig: input.recordUserSig },
      { userId: 'recordUserId', userSig: 'recordUserSig' },
      `tic_record_user_${input.roomId}_${lettersAndDigits(recordingId, TAIL)}`,
      TIW_LONGEST_HOURS,
    );
  }

  /** The robot of a room recording, with the room's permission ticket where the application's key is known. */
  trtc(
    input: {
      sdkAppId: number;
      roomId: string;
      userId?: string;
      userSig?: Secret;
      privateMapKey?: Secret;
      resourceExpiredHour?: number;
    },
    isTextRoom: boolean,
    recordingId: string,
  ): Robot & { privateMapKey?: Secret } {
    const hours = input.resourceExpiredHour ?? TRTC_DEFAULT_HOURS;
    const robot = this.#robot(
      input,
      { userId: 'userId', userSig: 'userSig' },
      `rec_${plain(input.roomId)}_${lettersAndDigits(recordingId, TAIL)}`,
      hours,
    );
    const key = this.#options.keys.get(input.sdkAppId);
    // A ticket made elsewhere may carry other rights; ours goes with a robot of ours only.
    if (input.privateMapKey != null) return { ...robot, privateMapKey: input.privateMapKey };
    if (!key || input.userSig != null) return robot;
    const room: Room = isTextRoom ? { text: input.roomId } : { number: Number(input.roomId) };
    const claim = this.#claim(robot.userId, input.sdkAppId, hours);
    return { ...robot, privateMapKey: mintPrivateMapKey(key, claim, room, LISTENER) };
  }

  #robot(
    given: { sdkAppId: number; userId?: string | undefined; userSig?: Secret | undefined },
    names: { userId: string; userSig: string },
    ownId: string,
    hours: number,
  ): Robot {
    const { sdkAppId, userSig } = given;
    if (userSig != null) {
      if (given.userId == null)
        throw fault(names.userId, `is required with ${names.userSig}, which is made for one id`);
      return { userId: given.userId, userSig };
    }
    const key = this.#options.keys.get(sdkAppId);
    if (!key) {
      throw fault(
        names.userSig,
        'is required: give it, or let the operator of this server set the key of the application in TENCENT_RTC_KEYS',
      );
    }
    const userId = given.userId ?? ownId;
    return { userId, userSig: mintUserSig(key, this.#claim(userId, sdkAppId, hours)) };
  }

  /** Valid for the longest the recording can run, and an hour. */
  #claim(userId: string, sdkAppId: number, hours: number) {
    return { userId, sdkAppId, issuedAt: this.#options.now(), validFor: (hours + 1) * 3600 };
  }
}

/** A room in the characters and the length that a robot's id has room for: at most 32 bytes in all. */
function plain(roomId: string): string {
  return roomId.replace(/[^A-Za-z0-9-]/g, '').slice(0, 12);
}

function fault(field: string, words: string): InvalidInput {
  return new InvalidInput([{ path: ['input', field], message: `${field} ${words}` }]);
}
