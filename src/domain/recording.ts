/** State of a recording. The same for every product. */
export enum RecordingState {
  /** The intent is stored; the start has not been sent. */
  REQUESTED = 'REQUESTED',
  /** The start was sent, or the vendor has the task and does not record yet. */
  STARTING = 'STARTING',
  RECORDING = 'RECORDING',
  PAUSED = 'PAUSED',
  /** A stop is requested; the vendor has not confirmed the end. */
  STOPPING = 'STOPPING',
  /** The task has ended; files are awaited. */
  PROCESSING = 'PROCESSING',
  COMPLETE = 'COMPLETE',
  FAILED = 'FAILED',
  /** The task has ended, and a file is missing, failed or is not confirmed. */
  INCOMPLETE = 'INCOMPLETE',
  /** The task has ended without a file: no user published. */
  NOTHING_RECORDED = 'NOTHING_RECORDED',
  /** The start was sent without an answer; the server looks up the outcome if the vendor allows it. */
  UNKNOWN = 'UNKNOWN',
  /** The vendor's control ran out before the end was seen. The task may run and be billed until `endedAt` is known. */
  ABANDONED = 'ABANDONED',
}

/** Verdicts on the files of a recording that has ended. News of a file can change one verdict into another. */
export const FILE_VERDICTS: readonly RecordingState[] = [
  RecordingState.COMPLETE,
  RecordingState.INCOMPLETE,
  RecordingState.NOTHING_RECORDED,
];

/** States in which the server performs no more actions for a recording. */
export const FINAL_STATES: readonly RecordingState[] = [
  ...FILE_VERDICTS,
  RecordingState.FAILED,
  RecordingState.ABANDONED,
];

/** Cause of the state of a recording. */
export enum RecordingCause {
  /** A client requested the stop. */
  CLIENT = 'CLIENT',
  /** `stopBy` was reached. */
  STOP_BY = 'STOP_BY',
  /** The server stopped the task before the vendor's control over it ran out. */
  CONTROL_ENDS = 'CONTROL_ENDS',
  /** The vendor refused the start. */
  REFUSED = 'REFUSED',
  /** The start got no answer, the server crashed before the answer, or the vendor refused ambiguously. */
  ANSWER_LOST = 'ANSWER_LOST',
  /** The look-up found no task, so nothing was started. */
  NOT_STARTED = 'NOT_STARTED',
  /** The start waited too long to be sent. */
  NOT_SENT = 'NOT_SENT',
  /** The start carried credentials that the server cannot read any more, so the server could not repeat the start. */
  NOT_REPEATED = 'NOT_REPEATED',
  /** The recording was stopped before the vendor had the task. */
  CANCELLED = 'CANCELLED',
  /** The vendor ended the task because the room was idle. */
  IDLE = 'IDLE',
  /** The vendor ended the task at the maximum length or the maximum pause. */
  VENDOR_LIMIT = 'VENDOR_LIMIT',
  /** The room or the session ended, or the robot was removed. */
  ROOM_ENDED = 'ROOM_ENDED',
  /** The vendor ended the task after a fault. */
  VENDOR_FAULT = 'VENDOR_FAULT',
  /** A call from outside this server stopped the task. Without a stop request here, "stopped by a call" means this. */
  STOPPED_ELSEWHERE = 'STOPPED_ELSEWHERE',
  /** The vendor no longer knows the task: the task has ended for an unknown reason. */
  GONE = 'GONE',
  /** The task ended for an unknown reason, and not all files were reported in time. */
  FILES_OVERDUE = 'FILES_OVERDUE',
  /** The vendor's control over the task ran out. */
  CONTROL_LOST = 'CONTROL_LOST',
}

/** Source of the knowledge about a change. */
export enum Evidence {
  /** A request of a client. */
  CLIENT = 'CLIENT',
  /** The vendor's answer to a call that changes something. */
  ANSWER = 'ANSWER',
  /** The vendor's answer to a poll. */
  POLL = 'POLL',
  /** The vendor's answer to the look-up of a start without an answer. */
  LOOKUP = 'LOOKUP',
  /** A callback of the vendor. */
  CALLBACK = 'CALLBACK',
  /** A deadline of this server. */
  DEADLINE = 'DEADLINE',
}

/** Input of the state machine. All times in Unix ms. */
export type Fact =
  /** An attempt of the start is about to be sent. Attempts count from 1. */
  | { readonly kind: 'sending'; readonly at: number; readonly attempt: number }
  /** This attempt was certainly not executed and may be repeated. The attempt does not count. */
  | { readonly kind: 'notSent'; readonly at: number; readonly attempt: number }
  /** The vendor has the task. `taskId` is null if the vendor reports the id later. */
  | { readonly kind: 'accepted'; readonly at: number; readonly taskId: string | null }
  /** The start was certainly not executed and is not repeated. */
  | { readonly kind: 'refused'; readonly at: number; readonly cause: RecordingCause }
  /** The start got no answer. */
  | { readonly kind: 'lost'; readonly at: number }
  /** The task records. `at` is the vendor's time if the vendor reports a time. */
  | { readonly kind: 'running'; readonly at: number }
  | { readonly kind: 'paused'; readonly at: number }
  | { readonly kind: 'resumed'; readonly at: number }
  /** The task has ended; files may follow. `cause` is null if only the end is known. */
  | { readonly kind: 'ended'; readonly at: number; readonly cause: RecordingCause | null }
  /** The vendor reports that the task ended without a recording. */
  | { readonly kind: 'failed'; readonly at: number; readonly cause: RecordingCause }
  /** The vendor reports that all files, or all of one kind, exist. Implies the end. */
  | ({ readonly kind: 'filesDone'; readonly at: number } & AboutFiles)
  /** The vendor reports that files failed or were not delivered. Implies the end. */
  | ({ readonly kind: 'filesMissing'; readonly at: number; readonly result?: UndeliveredResult } & AboutFiles)
  /** The vendor has no file and will have none. Implies the end. */
  | { readonly kind: 'nothingRecorded'; readonly at: number }
  /** A stop is requested. */
  | { readonly kind: 'stopWanted'; readonly at: number; readonly cause: RecordingCause }
  /** The files were not reported in time. */
  | { readonly kind: 'filesOverdue'; readonly at: number }
  /** The vendor's control ran out, and the end was not seen. */
  | { readonly kind: 'controlLost'; readonly at: number };

export type FactKind = Fact['kind'];

/** Selects the files that a result covers. */
interface AboutFiles {
  /** Kind of files that the vendor reports together: a member of `ref.outputs`. Absent: all files. */
  readonly output?: string;
  /** Extension of the files that the result settles without naming each file. Absent: none. */
  readonly covers?: string;
  /** The replaced task that made the files. Absent: the task of the recording. */
  readonly task?: string;
}

/** The vendor's reason for a failure. */
export interface VendorReason {
  /** The vendor's code; for a numbered event its number and status, such as 311.2. */
  readonly code: string | null;
  readonly message: string | null;
}

/** Reason why files were not delivered to their storage. */
export interface UndeliveredResult extends VendorReason {
  /** FAILED: the vendor could not make or store the files. HELD_BY_VENDOR: the files are on the vendor's machines. */
  readonly state: 'FAILED' | 'HELD_BY_VENDOR';
}

/** The vendor's result for one kind of files. */
export interface OutputResult extends VendorReason {
  readonly state: 'DONE' | UndeliveredResult['state'];
  readonly covers?: string;
}

/** A file that was not delivered. */
export interface UndeliveredFile extends UndeliveredResult {
  readonly name: string;
}

/** The vendor's results for a recording, apart from the files themselves. */
export interface Results {
  /**
   * Results by task and by kind of files. The empty text is the task of the recording; other tasks were replaced by a
   * repeated start. A task without members is known to exist, without a result.
   */
  readonly tasks: Readonly<Record<string, Readonly<Record<string, OutputResult>>>>;
  /** The first ten reports of the vendor during the recording. */
  readonly notes: readonly VendorReason[];
  /** Types of documented events whose content could not be read, without duplicates. */
  readonly unread: readonly string[];
  /** Whether a user has published, and since when no user publishes. Null: the vendor does not report it. */
  readonly media: { readonly seen: boolean; readonly noneSince: number | null } | null;
  /** Number of files that were not delivered, and the first ten of them. */
  readonly undelivered: { readonly count: number; readonly files: readonly UndeliveredFile[] };
  /** When the deadline for files passed without a confirmation of all files. Absent: not passed, or all confirmed since. */
  readonly overdueAt?: number;
}

/** The evidence about a recording, from which its state follows. */
export interface Life {
  readonly state: RecordingState;
  readonly cause: RecordingCause | null;
  readonly wanted: 'RECORDING' | 'STOPPED';
  /** Number of attempts sent, including an attempt in progress. A second attempt implies that the first got no answer. */
  readonly attempt: number;
  readonly taskId: string | null;
  /** Whether the vendor certainly has, or had, the task. */
  readonly accepted: boolean;
  readonly begunAt: number | null;
  /** Latest pause and latest resumption, by the vendor's time. */
  readonly pausedAt: number | null;
  readonly resumedAt: number | null;
  readonly endedAt: number | null;
  readonly stopWantedAt: number | null;
}

/** A side effect of a fact. */
export type Effect =
  /** A second task was started for the same intent and must be stopped. */
  | { readonly kind: 'stopSurplus'; readonly taskId: string }
  /** An operator must act. */
  | { readonly kind: 'alarm'; readonly cause: RecordingCause };
