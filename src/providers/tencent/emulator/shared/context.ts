import type { Audience } from '../../../../emulation/audience/audience.ts';
import type { Store } from '../../../../emulation/store/store.ts';
import type { CallbackWatch } from '../../../../emulation/callbacks/watch.ts';
import type { Failures } from '../../../../emulation/faults/failures.ts';
import type { EmulatedTask } from '../../../../emulation/control/emulated-task.ts';
import type { Site } from '../../api/account.ts';
import type { CallbackKeys } from '../../callbacks/keys.ts';
import type { GmeSignatureForm } from '../../callbacks/signature.ts';
import type { RobotCheck } from './robots.ts';
import type { RoomId, Rooms } from './rooms.ts';

/** The keys that callbacks are signed with, by the line. */
export type EmulatedCallbackKeys = Readonly<Partial<Record<'trtc' | 'tiw' | 'gme', CallbackKeys>>>;

/** Parts that the recorders of one emulator share. */
export interface EmulatorContext {
  /** The driven clock, in milliseconds. */
  readonly now: () => number;
  readonly site: Site;
  /** Whether the application belongs to the account. */
  readonly isOwnApplication: (application: number) => boolean;
  readonly store: Store;
  readonly rooms: Rooms;
  readonly audience: Audience;
  readonly robots: RobotCheck;
  /** Receives every task and every change of a task, for callbacks. */
  readonly watch: CallbackWatch;
  /** The address of a file of a task. */
  readonly addressOf: (taskId: string, name: string) => string;
  readonly callbackKeys: EmulatedCallbackKeys;
  readonly failures: Failures;
  /** How the signature of GME's callbacks is written. */
  readonly gmeCallbackForm: GmeSignatureForm;
}

/** A task in the store in its actual state, independent of the vendor's actions. */
export interface TaskRecord extends EmulatedTask {
  readonly service: 'tiw' | 'gme' | 'trtc';
  readonly kind: 'whiteboard' | 'video-generation' | 'voice' | 'room' | 'web-page';
  readonly app: number;
  /** Null for a web page. */
  readonly room: RoomId | null;
  /** Room with the media of a whiteboard, if that is another room. */
  readonly mediaRoom?: RoomId;
  /** Reason of the end; null while the task runs. */
  readonly reason: string | null;
  /** Whether the vendor's actions still accept the task id. */
  readonly isControllable: boolean;
}

/** The first end that was reached. `at` is Infinity when none is ever. */
export interface End<Reason extends string> {
  readonly at: number;
  readonly reason: Reason;
}

export function firstEnd<Reason extends string>(first: End<Reason>, ...others: readonly End<Reason>[]): End<Reason> {
  return others.reduce((earliest, end) => (end.at < earliest.at ? end : earliest), first);
}
