import type { ErrorEntry } from '../../errors.ts';
import type { Evidence, Life, RecordingCause, RecordingState, Results } from '../../domain/recording.ts';

type JsonMembers = Readonly<Record<string, unknown>>;

/** One recording as the ledger keeps it. Times are Unix milliseconds. */
export interface RecordingRow extends Life {
  /** Sorts by the time of its making. */
  readonly id: string;
  readonly product: string;
  readonly account: string;
  readonly room: string | null;
  readonly evidence: Evidence;
  readonly vendorKey: string | null;
  readonly ref: JsonMembers;
  /** What the vendor said about the files as a whole; null before the first word, and in rows of older versions. */
  readonly results: Results | null;
  /** What a start is sent again from; null when it held secrets, or was not ours. */
  readonly params: JsonMembers | null;
  /** The same of a start that held secrets, encrypted, while its outcome is open. Null otherwise. */
  readonly sealedParams: string | null;
  /** The recording of the earlier call with the same idempotency key, which failed and could be retried. Null: none. */
  readonly retryOf: string | null;
  /** The recording of the later call with the same idempotency key. Null: none. */
  readonly supersededBy: string | null;
  /** The vendor's answer to the start, in the payload's names. */
  readonly answer: JsonMembers | null;
  /** The last thing that went wrong, as a client sees it; null when nothing did. */
  readonly errors: readonly ErrorEntry[] | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly sentAt: number | null;
  readonly stopBy: number | null;
  readonly controllableUntil: number | null;
  /** When the reconciler looks at it next; while somebody works on it, when their lease ends. Null: never. */
  readonly nextActionAt: number | null;
  /** When it is looked at before those whose vendor is only asked: a start, a stop, a deadline. Null: nothing such. */
  readonly urgentAt: number | null;
  /** Grows with every claim. Who writes with an older one lost the row. */
  readonly fence: number;
  /** Failed or fruitless tries of what is due now. */
  readonly tries: number;
  /** When anything new was last learnt of it. */
  readonly newsAt: number;
  /** Number of its last change; 1 is its making. */
  readonly lastChange: number;
  /** The labels it had earlier, the earliest first; null where they never changed. */
  readonly earlierLabels: readonly EarlierLabels[] | null;
}

/** Labels that a recording had before the change with a number. Null: they are not known. */
export interface EarlierLabels {
  readonly before: number;
  readonly labels: Readonly<Record<string, string>> | null;
}

/** A recording to be put down. Its first change is made of it. */
export type NewRecording = Omit<
  RecordingRow,
  Counted | 'results' | 'retryOf' | 'supersededBy' | 'sealedParams' | 'earlierLabels'
> & {
  /** Absent: null. */
  readonly sealedParams?: string | null;
};

type Counted = 'lastChange' | 'updatedAt' | 'newsAt' | 'tries';

/** A change of a recording, numbered in it from 1: of its state, news of one of its files, its `supersededBy`, or its labels. */
export interface ChangeRow {
  /** Over all recordings: from 1, without a gap; those of one recording in their order. */
  readonly seq: number;
  /** The epoch of the ledger that gave the number: together they are one change. */
  readonly epoch: string;
  readonly recordingId: string;
  readonly number: number;
  readonly kind: 'STATE' | 'FILE' | 'SUPERSEDED' | 'LABELS';
  /** The name of the file that is new or changed. */
  readonly file: string | null;
  /** The replaced task that made the file; the empty text for the task of the recording, and for changes of state. */
  readonly fileTask: string;
  readonly at: number;
  readonly from: RecordingState | null;
  readonly to: RecordingState;
  readonly cause: RecordingCause | null;
  readonly evidence: Evidence;
}

export interface FileRow {
  readonly recordingId: string;
  /** The replaced task that made the file; the empty text for the task of the recording. */
  readonly taskId: string;
  /** Unique in its task. */
  readonly name: string;
  readonly state: 'RECORDING' | 'PROCESSING' | 'READY' | 'FAILED' | 'HELD_BY_VENDOR';
  /** Why the file failed or was not delivered, by the vendor. */
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly userId: string | null;
  readonly track: string | null;
  readonly format: string | null;
  readonly url: string | null;
  readonly sizeBytes: number | null;
  readonly beginsAt: number | null;
  readonly endsAt: number | null;
  readonly seenAt: number;
}

/** What a decision changes of a recording. */
export interface Patch {
  readonly set?: Partial<Omit<RecordingRow, 'id' | 'product' | 'createdAt' | 'lastChange' | 'earlierLabels'>>;
  /** Put down as a change when the state is another one, and for every file with news. */
  readonly at: number;
  /** How the files are known; absent: as the state is. */
  readonly evidence?: Evidence;
  readonly files?: readonly Omit<FileRow, 'recordingId' | 'seenAt'>[];
  /** Gives a file as results settle it that do not name it; the same object where they do not. */
  readonly settle?: (file: FileRow) => FileRow;
  /** What the row becomes in view of all its files, as they are after this patch. Takes the place of `set`. */
  readonly judge?: (files: readonly FileRow[]) => NonNullable<Patch['set']>;
  /** A task of this recording that should not run. */
  readonly surplusTaskIds?: readonly string[];
  /** The idempotency key of this recording's start may be used again. */
  readonly releaseKey?: boolean;
  /** Nothing is changed when another recording has the task id by now. */
  readonly unlessOwned?: true;
}

/** A task that the vendor runs and no recording owns. */
export interface OrphanRow {
  readonly product: string;
  readonly taskId: string;
  readonly account: string;
  readonly room: string | null;
  readonly ref: JsonMembers;
  /** The recording that it is one too many of; the reconciler stops it. Null: it is reported only. */
  readonly surplusOf: string | null;
  readonly startedAt: number | null;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Null: nothing is due. */
  readonly nextActionAt: number | null;
  readonly fence: number;
  readonly tries: number;
}

/**
 * WAITING: it is to be applied, or its recording is not known yet. APPLIED: the ledger says what it told. KEPT: it told
 * nothing that changes a recording, or is of an unknown kind. UNREAD: it is of a known kind, and what it tells cannot be read. UNMATCHED: no recording was found in time. DOUBTED: its
 * body is not signed and the vendor did not confirm what it told, or it could not be applied in time.
 */
export type CallbackState = 'WAITING' | 'APPLIED' | 'KEPT' | 'UNREAD' | 'UNMATCHED' | 'DOUBTED';

/** A callback whose sender was checked. */
export interface CallbackRow {
  /** SHA-256 of its source and its bytes, in hex. */
  readonly digest: string;
  /** The path of its source, as tencent/tiw. */
  readonly source: string;
  readonly receivedAt: number;
  /** As its source keeps it: what proved the sender is masked. */
  readonly text: string;
  /** The vendor's name of the event; null until it was read. */
  readonly type: string | null;
  readonly taskId: string | null;
  readonly recordingId: string | null;
  readonly state: CallbackState;
  readonly nextActionAt: number | null;
  readonly fence: number;
  readonly tries: number;
}

/** One use of an idempotency key. */
export interface KeyRow {
  readonly key: string;
  readonly operation: string;
  readonly inputHash: string;
  /** The recording that it started; its row is the result. */
  readonly recordingId: string | null;
  /** What the operation answered, as JSON; null while it goes on. */
  readonly result: string | null;
  readonly createdAt: number;
  /** Until when its maker may be at work; after that it can be taken over. */
  readonly leaseUntil: number;
  readonly fence: number;
}

/** A label that a recording must have: with a value, or with any. */
export interface LabelCondition {
  readonly name: string;
  readonly value?: string;
}

/** Recordings that fulfil everything that is given. An empty list of products or states is fulfilled by none. */
export interface RecordingFilter {
  readonly products?: readonly string[];
  readonly states?: readonly RecordingState[];
  readonly room?: string;
  readonly account?: string;
  /** All of them. */
  readonly labels?: readonly LabelCondition[];
  /** Made at or after, and before. */
  readonly createdFrom?: number;
  readonly createdTo?: number;
  /** Ended at or after, and before. With either, recordings that have not ended are left out. */
  readonly endedFrom?: number;
  readonly endedTo?: number;
  /** What the room, or the name or the value of a label, contains: see `paging/text.ts`. */
  readonly text?: string;
  readonly wanted?: RecordingRow['wanted'];
}

/** What the order of a list goes by: when recordings were made, ended, or had their last change. */
export type RecordingOrder =
  | 'NEWEST_FIRST'
  | 'OLDEST_FIRST'
  | 'LAST_ENDED_FIRST'
  | 'FIRST_ENDED_FIRST'
  | 'LAST_CHANGED_FIRST'
  | 'FIRST_CHANGED_FIRST';

/** A place in a list of recordings. */
export interface Place {
  readonly id: string;
  /** The time that the order goes by. Absent where the order goes by ids. */
  readonly at?: number;
}

/** One page of recordings. Places are exclusive. */
export interface PageWindow {
  readonly order: RecordingOrder;
  readonly after?: Place;
  readonly before?: Place;
  /** From the front, or from the back. */
  readonly take: { readonly first: number } | { readonly last: number };
}

export interface Page {
  /** In the order asked for. */
  readonly rows: readonly RecordingRow[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Where the search for recordings gave up, and goes on with the next page. Absent: it did not give up. */
  readonly reached?: Place;
}

/** How many recordings may still be looked at. The lists and counts of one request share it, and take from it. */
export interface Looks {
  left: number;
}

/** How many recordings there are; where it is not exact, at least so many. */
export interface BoundedCount {
  readonly count: number;
  readonly isExact: boolean;
}

/** What recordings are counted by. */
export type CountKey = 'PRODUCT' | 'STATE' | 'ACCOUNT' | { readonly label: string };

/** Recordings that have something in common. Null: those without the label. */
export interface CountedGroup extends BoundedCount {
  readonly key: string | null;
}
