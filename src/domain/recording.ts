/** Where a recording stands. The same for every recorder. */
export enum RecordingState {
  /** The intent is on disk; nothing has been sent. */
  REQUESTED = 'REQUESTED',
  /** Sent, or accepted and not seen to record yet. */
  STARTING = 'STARTING',
  RECORDING = 'RECORDING',
  PAUSED = 'PAUSED',
  /** Somebody wants it stopped; the vendor has not confirmed the end. */
  STOPPING = 'STOPPING',
  /** It ended; its files are awaited. */
  PROCESSING = 'PROCESSING',
  COMPLETE = 'COMPLETE',
  FAILED = 'FAILED',
  /** It ended, and a file is missing, failed or could not be confirmed. */
  INCOMPLETE = 'INCOMPLETE',
  /** It ended, and the vendor has no file: nobody published. */
  NOTHING_RECORDED = 'NOTHING_RECORDED',
  /** The start was sent and no answer came; the outcome is being looked up, or cannot be. */
  UNKNOWN = 'UNKNOWN',
  /** The vendor no longer let it be stopped before its end was seen. It may run and bill until `endedAt` is known. */
  ABANDONED = 'ABANDONED',
}

/** What the files of a recording that has ended amount to. News of a file can turn each of these into another. */
export const FILE_VERDICTS: readonly RecordingState[] = [
  RecordingState.COMPLETE,
  RecordingState.INCOMPLETE,
  RecordingState.NOTHING_RECORDED,
];

/** States in which the server does nothing more for a recording. */
export const FINAL_STATES: readonly RecordingState[] = [
  ...FILE_VERDICTS,
  RecordingState.FAILED,
  RecordingState.ABANDONED,
];

/** Why a recording is where it is. */
export enum RecordingCause {
  /** A client asked for it. */
  CLIENT = 'CLIENT',
  /** `stopBy` was reached. */
  STOP_BY = 'STOP_BY',
  /** The vendor's control over the task runs out, so it was stopped before. */
  CONTROL_ENDS = 'CONTROL_ENDS',
  /** The vendor refused the start. */
  REFUSED = 'REFUSED',
  /** The server stopped between intent and answer, no answer came, or one that may be about this very start. */
  ANSWER_LOST = 'ANSWER_LOST',
  /** Looked up: the vendor has no such task, so nothing was started. */
  NOT_STARTED = 'NOT_STARTED',
  /** It waited too long for its turn: nothing was sent. */
  NOT_SENT = 'NOT_SENT',
  /** The start carried secrets that the server no longer has or cannot read, so it could be looked up but not repeated. */
  NOT_REPEATED = 'NOT_REPEATED',
  /** It was stopped before it was seen to have started. */
  CANCELLED = 'CANCELLED',
  /** The vendor ended it because nothing happened in the room. */
  IDLE = 'IDLE',
  /** The vendor ended it at its longest length, or after its longest pause. */
  VENDOR_LIMIT = 'VENDOR_LIMIT',
  /** The room or the session ended, or the robot was removed. */
  ROOM_ENDED = 'ROOM_ENDED',
  /** The vendor ended it after a fault. */
  VENDOR_FAULT = 'VENDOR_FAULT',
  /** A call stopped it that was not ours. Vendors say "stopped by a call" of our own stops, too: then the wish counts. */
  STOPPED_ELSEWHERE = 'STOPPED_ELSEWHERE',
  /** The vendor does not know the task any more, so it has ended; why is not known. */
  GONE = 'GONE',
  /** It ended, nobody knows why, and not all files were reported in time. */
  FILES_OVERDUE = 'FILES_OVERDUE',
  /** The vendor stopped letting us control it. */
  CONTROL_LOST = 'CONTROL_LOST',
}

/** How we know. */
export enum Evidence {
  /** A client of this server did it. */
  CLIENT = 'CLIENT',
  /** The vendor's answer to a call that changes something. */
  ANSWER = 'ANSWER',
  /** The vendor was asked how the task stands. */
  POLL = 'POLL',
  /** The vendor was asked whether a start whose answer was lost was carried out. */
  LOOKUP = 'LOOKUP',
  /** The vendor called back. */
  CALLBACK = 'CALLBACK',
  /** A time of ours was reached. */
  DEADLINE = 'DEADLINE',
}

/** What moves a recording. All times are Unix milliseconds. */
export type Fact =
  /** An attempt of the start is about to leave; it counts from 1. */
  | { readonly kind: 'sending'; readonly at: number; readonly attempt: number }
  /** The attempt of this number surely was not carried out and may be made again. It counts for nothing. */
  | { readonly kind: 'notSent'; readonly at: number; readonly attempt: number }
  /** The vendor has the task. `taskId` is null where the vendor gives it later. */
  | { readonly kind: 'accepted'; readonly at: number; readonly taskId: string | null }
  /** The start surely was not carried out and is not made again. */
  | { readonly kind: 'refused'; readonly at: number; readonly cause: RecordingCause }
  /** No answer to the start. */
  | { readonly kind: 'lost'; readonly at: number }
  /** It records; `at` is the vendor's time where it gives one. */
  | { readonly kind: 'running'; readonly at: number }
  | { readonly kind: 'paused'; readonly at: number }
  | { readonly kind: 'resumed'; readonly at: number }
  /** It has ended; its files may come later. `cause` is null where only the end is known. */
  | { readonly kind: 'ended'; readonly at: number; readonly cause: RecordingCause | null }
  /** It ended without a recording, by the vendor's own word. */
  | { readonly kind: 'failed'; readonly at: number; readonly cause: RecordingCause }
  /** The vendor says that all files, or all of one kind, are there. It also means the end. */
  | ({ readonly kind: 'filesDone'; readonly at: number } & AboutFiles)
  /** The vendor says that files failed or were not delivered. It also means the end. */
  | ({ readonly kind: 'filesMissing'; readonly at: number; readonly result?: UndeliveredResult } & AboutFiles)
  /** The vendor has no file, and there will be none. It also means the end. */
  | { readonly kind: 'nothingRecorded'; readonly at: number }
  /** It is to stop. */
  | { readonly kind: 'stopWanted'; readonly at: number; readonly cause: RecordingCause }
  /** The files did not come in time. */
  | { readonly kind: 'filesOverdue'; readonly at: number }
  /** The vendor does not let it be stopped any more, and its end was not seen. */
  | { readonly kind: 'controlLost'; readonly at: number };

export type FactKind = Fact['kind'];

/** Which files a result is about. */
interface AboutFiles {
  /** The kind of files that the vendor reports together: a member of `ref.outputs`. Absent: all files. */
  readonly output?: string;
  /** The ending of the files that the result settles without naming them. Absent: none. */
  readonly covers?: string;
  /** The replaced task that made the files. Absent: the task of the recording. */
  readonly task?: string;
}

/** Why something went wrong, in the vendor's own words. */
export interface VendorReason {
  /** The vendor's code. Of a numbered event: its number and status, as 311.2. */
  readonly code: string | null;
  readonly message: string | null;
}

/** Why files are not at their storage. */
export interface UndeliveredResult extends VendorReason {
  /** FAILED: the vendor could not make or store them. HELD_BY_VENDOR: they are on the vendor's own machines. */
  readonly state: 'FAILED' | 'HELD_BY_VENDOR';
}

/** What the vendor said about one kind of files. */
export interface OutputResult extends VendorReason {
  readonly state: 'DONE' | UndeliveredResult['state'];
  readonly covers?: string;
}

/** A file that was not delivered. */
export interface UndeliveredFile extends UndeliveredResult {
  readonly name: string;
}

/** What is known of the results of a recording beside its files. */
export interface Results {
  /**
   * By task and by kind of files. The empty text is the task of the recording; other tasks are those that a repeated start
   * replaced. A task without members is known to exist, and nothing else is known of it.
   */
  readonly tasks: Readonly<Record<string, Readonly<Record<string, OutputResult>>>>;
  /** What the vendor reported on the way: the first ten reports. */
  readonly notes: readonly VendorReason[];
  /** Types of documented events whose content could not be read, each once. */
  readonly unread: readonly string[];
  /** Whether somebody published, as far as the vendor tells. Null: the vendor does not tell. */
  readonly media: { readonly seen: boolean; readonly noneSince: number | null } | null;
  /** Files that were not delivered: how many, and the first ten by name. */
  readonly undelivered: { readonly count: number; readonly files: readonly UndeliveredFile[] };
  /** When the time for files was over, while not all of them were confirmed. Absent: it was not, or they are by now. */
  readonly overdueAt?: number;
}

/** What is known of a recording's course: everything that its state follows from. */
export interface Life {
  readonly state: RecordingState;
  readonly cause: RecordingCause | null;
  readonly wanted: 'RECORDING' | 'STOPPED';
  /** Attempts of the start that left, the one under way included; 0 while none has. A second one means that the first has no answer. */
  readonly attempt: number;
  readonly taskId: string | null;
  /** Whether the vendor surely has, or had, the task. */
  readonly accepted: boolean;
  readonly begunAt: number | null;
  /** The latest of each, by the vendor's time. */
  readonly pausedAt: number | null;
  readonly resumedAt: number | null;
  readonly endedAt: number | null;
  readonly stopWantedAt: number | null;
}

/** What a fact calls for beside the new state. */
export type Effect =
  /** A task beside the one we know was started for the same intent, and must be stopped. */
  | { readonly kind: 'stopSurplus'; readonly taskId: string }
  /** A person has to look. */
  | { readonly kind: 'alarm'; readonly cause: RecordingCause };
