import { InvalidInput } from '../../../errors.ts';
import { markOf } from '../../own-key.ts';
import type { Secret } from '../../../wire/secret.ts';
import { refuse } from '../../adopted.ts';
import { ticketFaults, type Need } from './given-ticket.ts';
import { mintPrivateMapKey, mintUserSig, PRIVILEGES, type Room } from './usersig.ts';

/** Credentials with which a recording robot enters a room. */
export interface Robot {
  readonly userId: string;
  readonly userSig: Secret;
}

/** Longest that TIW records: 24 h. */
const TIW_MAX_HOURS = 24;
/** TRTC has no longest recording; after this the task cannot be controlled any more. Its default. */
const TRTC_DEFAULT_HOURS = 72;

/** Vendor's defaults, in seconds: a recording without activity ends after this time. */
const TIW_DEFAULT_IDLE = 300;
const TRTC_DEFAULT_IDLE = 30;

/** Permissions of a robot: enter, hear, and see both streams. */
const LISTENER =
  PRIVILEGES.enterRoom | PRIVILEGES.receiveAudio | PRIVILEGES.receiveVideo | PRIVILEGES.receiveSecondStream;

interface RobotsOptions {
  /** Keys of real-time applications, by application id. */
  readonly keys: ReadonlyMap<number, Secret>;
  /** Unix seconds. */
  readonly now: () => number;
}

/** Letters and digits of a robot's id: enough that no two recordings have the same. */
const TAIL = 12;

/**
 * Creates the robots of recordings and their tickets. Every recording has its own robot with a fixed id, so a start
 * whose answer was lost can be recognised, or sent again.
 */
export class Robots {
  readonly #options: RobotsOptions;

  constructor(options: RobotsOptions) {
    this.#options = options;
  }

  /**
   * Returns the robot of a whiteboard recording. Throws `InvalidInput` if the input has no ticket and no key is set to
   * make one.
   */
  tiw(
    input: {
      sdkAppId: number;
      roomId: number;
      recordUserId?: string;
      recordUserSig?: Secret;
      autoStopTimeout?: number;
      stopBy?: number;
    },
    seed: string,
  ): Robot {
    const { sdkAppId, roomId, recordUserId, recordUserSig, autoStopTimeout, stopBy } = input;
    return this.#robot(
      { sdkAppId, userId: recordUserId, userSig: recordUserSig },
      { userId: 'recordUserId', userSig: 'recordUserSig' },
      `tic_record_user_${roomId}_${markOf(seed, TAIL)}`,
      TIW_MAX_HOURS,
      this.#need(stopBy, { field: 'autoStopTimeout', given: autoStopTimeout, usual: TIW_DEFAULT_IDLE }, TIW_MAX_HOURS),
    );
  }

  /** Returns the robot of a room recording, with a PrivateMapKey if the application's key is known. */
  trtc(
    input: {
      sdkAppId: number;
      roomId: string;
      userId?: string;
      userSig?: Secret;
      privateMapKey?: Secret;
      resourceExpiredHour?: number;
      recordParams?: { maxIdleTime?: number };
      stopBy?: number;
    },
    isTextRoom: boolean,
    seed: string,
  ): Robot & { privateMapKey?: Secret } {
    const hours = input.resourceExpiredHour ?? TRTC_DEFAULT_HOURS;
    const idle = { field: 'maxIdleTime', given: input.recordParams?.maxIdleTime, usual: TRTC_DEFAULT_IDLE };
    const needed = this.#need(input.stopBy, idle);
    const robot = this.#robot(
      input,
      { userId: 'userId', userSig: 'userSig' },
      `rec_${plain(input.roomId)}_${markOf(seed, TAIL)}`,
      hours,
      needed,
    );
    const key = this.#options.keys.get(input.sdkAppId);
    const room: Room = isTextRoom ? { text: input.roomId } : { number: Number(input.roomId) };
    // A ticket of the client may carry other rights, so the server makes a PrivateMapKey only for its own robot.
    const { sdkAppId, privateMapKey } = input;
    if (privateMapKey != null) {
      const use = { field: 'privateMapKey', userField: 'userId', userId: robot.userId, sdkAppId, needed, room };
      refuse(ticketFaults(privateMapKey, { ...use, now: this.#options.now() }));
      return { ...robot, privateMapKey };
    }
    if (!key || input.userSig != null) return robot;
    const claim = this.#claim(robot.userId, input.sdkAppId, hours);
    return { ...robot, privateMapKey: mintPrivateMapKey(key, claim, room, LISTENER) };
  }

  #robot(
    given: { sdkAppId: number; userId?: string | undefined; userSig?: Secret | undefined },
    names: { userId: string; userSig: string },
    ownId: string,
    hours: number,
    needed: Need,
  ): Robot {
    const { sdkAppId, userSig } = given;
    if (userSig != null) {
      const { userId } = given;
      if (userId == null) throw fault(names.userId, `is required with ${names.userSig}, which is made for one id`);
      const use = { field: names.userSig, userField: names.userId, userId, sdkAppId, needed };
      refuse(ticketFaults(userSig, { ...use, now: this.#options.now() }));
      return { userId, userSig };
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

  /**
   * Returns how long a ticket of the client must be valid: until `stopBy`, or without `stopBy` until the first moment
   * at which the recording can end by itself.
   */
  #need(stopBy: number | undefined, idle: Idle, longestHours = Infinity): Need {
    const now = this.#options.now();
    if (stopBy != null) {
      return { until: Math.min(Math.floor(stopBy / 1000), now + longestHours * 3600), words: 'until stopBy' };
    }
    const words = `for at least ${idle.field} (${idle.usual} seconds if that is absent)`;
    return { until: now + (idle.given ?? idle.usual), words };
  }

  /** Valid for the longest the recording can run, and an hour. */
  #claim(userId: string, sdkAppId: number, hours: number) {
    return { userId, sdkAppId, issuedAt: this.#options.now(), validFor: (hours + 1) * 3600 };
  }
}

/** After how many seconds without activity a recording ends. */
interface Idle {
  readonly field: string;
  readonly given: number | undefined;
  readonly usual: number;
}

/** A room in the characters and the length that a robot's id has room for: at most 32 bytes in all. */
function plain(roomId: string): string {
  return roomId.replace(/[^A-Za-z0-9-]/g, '').slice(0, 12);
}

function fault(field: string, words: string): InvalidInput {
  return new InvalidInput([{ path: ['input', field], message: `${field} ${words}` }]);
}
