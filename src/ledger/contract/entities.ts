import type { ErrorEntry } from '../../errors.ts';
import type { Evidence, Life, RecordingCause, RecordingState, Results } from '../../domain/recording.ts';

type JsonMembers = Readonly<Record<string, unknown>>;

/** A recording in the ledger. All times are Unix milliseconds. */
export interface Recording extends Life {
  /** Sorts by creation time. */
  readonly id: string;
  readonly product: string;
  readonly account: string;
  readonly room: string | null;
  readonly evidence: Evidence;
  readonly vendorKey: string | null;
  readonly ref: JsonMembers;
  /** Vendor's report on all files together. Null: no report yet, or the row is of an older version. */
  readonly results: Results | null;
  /** Parameters to repeat the start. Null: they contain secrets, or the recording was adopted. */
  readonly params: JsonMembers | null;
  /** Encrypted parameters of a start with secrets, while the outcome of the start is unknown. Null otherwise. */
  readonly sealedParams: string | null;
  /** Failed recording that this recording retries: its start had the same idempotency key. Null: none. */
  readonly retryOf: string | null;
  /** Recording that retries this failed recording, with the same idempotency key. Null: none. */
  readonly supersededBy: string | null;
  /** Vendor's answer to the start, with the member names of the payload. */
  readonly answer: JsonMembers | null;
  /** Errors of the last failure, as clients see them. Null: no failure. */
  readonly errors: readonly ErrorEntry[] | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly sentAt: number | null;
  readonly stopBy: number | null;
  readonly controllableUntil: number | null;
  /** Time of the next action; while a worker holds the lease, the expiry of the lease. Null: no further action. */
  readonly nextActionAt: number | null;
  /** Time of the next urgent action (start, stop, deadline), which precedes polls. Null: no urgent action. */
  readonly urgentAt: number | null;
  /** Fence token. Increases with every claim; a write with an older token is rejected. */
  readonly fence: number;
  /** Tries of the current action without success. */
  readonly tries: number;
  /** Time of the last change of state, or of a file. */
  readonly newsAt: number;
  /** Number of the last change in the recording. Change 1 is the creation. */
  readonly lastChange: number;
  /** Earlier labels, oldest first. Null: the labels never changed. */
  readonly earlierLabels: readonly EarlierLabels[] | null;
}

/** Labels of a recording before the change with the number `before`. Null: unknown. */
export interface EarlierLabels {
  readonly before: number;
  readonly labels: Readonly<Record<string, string>> | null;
}

/** A recording to insert. The ledger derives the first change from the recording. */
export type NewRecording = Omit<
  Recording,
  Counted | 'results' | 'retryOf' | 'supersededBy' | 'sealedParams' | 'earlierLabels'
> & {
  /** Default: null. */
  readonly sealedParams?: string | null;
};

type Counted = 'lastChange' | 'updatedAt' | 'newsAt' | 'tries';

/** Returns a recording as the ledger inserts it. */
export function inserted(recording: NewRecording, retryOf: string | null): Recording {
  const { sealedParams = null, createdAt } = recording;
  const initial = { results: null, supersededBy: null, earlierLabels: null, tries: 0, lastChange: 1 };
  return { ...recording, ...initial, sealedParams, retryOf, updatedAt: createdAt, newsAt: createdAt };
}

/** A change of a recording: of the state, a file, `supersededBy` or the labels. */
export interface RecordingChange {
  /** Sequence number across all recordings, from 1 without gaps. Follows the order of changes of each recording. */
  readonly seq: number;
  /** Epoch that assigned `seq`. Epoch and `seq` together identify the change. */
  readonly epoch: string;
  readonly recordingId: string;
  /** Number of the change in the recording, from 1 without gaps. */
  readonly number: number;
  readonly kind: 'STATE' | 'FILE' | 'SUPERSEDED' | 'LABELS';
  /** Name of the new or changed file. Null unless `kind` is FILE. */
  readonly file: string | null;
  /** Replaced task that made the file. Empty: the current task of the recording, or the change has no file. */
  readonly fileTask: string;
  readonly at: number;
  readonly from: RecordingState | null;
  readonly to: RecordingState;
  readonly cause: RecordingCause | null;
  readonly evidence: Evidence;
}

/** A file of a recording. */
export interface RecordingFile {
  readonly recordingId: string;
  /** Replaced task that made the file. Empty: the current task of the recording. */
  readonly taskId: string;
  /** Unique within the task. */
  readonly name: string;
  readonly state: 'RECORDING' | 'PROCESSING' | 'READY' | 'FAILED' | 'HELD_BY_VENDOR';
  /** Vendor's code and text for a failed or undelivered file. */
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

/** Update of a recording. */
export interface Patch {
  readonly set?: Partial<Omit<Recording, 'id' | 'product' | 'createdAt' | 'lastChange' | 'earlierLabels'>>;
  /** Time of the changes that the update makes: a new state, new or changed files, new labels. */
  readonly at: number;
  /** Evidence for the files. Default: the evidence for the state. */
  readonly evidence?: Evidence;
  readonly files?: readonly Omit<RecordingFile, 'recordingId' | 'seenAt'>[];
  /** Returns a known file as the results settle the file, or the same object if the results leave the file unsettled. */
  readonly settle?: (file: RecordingFile) => RecordingFile;
  /** Computes the members to set from all files, after the update of the files. Replaces `set`. */
  readonly judge?: (files: readonly RecordingFile[]) => NonNullable<Patch['set']>;
  /** Tasks of this recording that must not run: stored as orphans to stop. */
  readonly surplusTaskIds?: readonly string[];
  /** Releases the idempotency key of the start, so that the key can be used again. */
  readonly releaseKey?: boolean;
  /** Skips the update if another recording owns the task id. */
  readonly unlessOwned?: true;
}

/** An orphan: a task that runs at the vendor and that no recording owns. */
export interface Orphan {
  readonly product: string;
  readonly taskId: string;
  readonly account: string;
  readonly room: string | null;
  readonly ref: JsonMembers;
  /** Recording with this surplus task; the reconciler stops the task. Null: the orphan is only reported. */
  readonly surplusOf: string | null;
  readonly startedAt: number | null;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Null: no further action. */
  readonly nextActionAt: number | null;
  readonly fence: number;
  readonly tries: number;
}

/**
 * WAITING: not applied yet, or the recording is not known yet. APPLIED: the ledger reflects the event. KEPT: the event
 * changes no recording, or has an unknown type. UNREAD: the type is known, but the event cannot be parsed. UNMATCHED: no
 * recording was found in time. DOUBTED: the body is unsigned and the vendor did not confirm the event, or the event could
 * not be applied in time.
 */
type CallbackState = 'WAITING' | 'APPLIED' | 'KEPT' | 'UNREAD' | 'UNMATCHED' | 'DOUBTED';

/** A callback with a verified sender. */
export interface Callback {
  /** SHA-256 of source and body, in hexadecimal. */
  readonly digest: string;
  /** Path of the source, for example tencent/tiw. */
  readonly source: string;
  readonly receivedAt: number;
  /** Body, with the sender's credentials masked. */
  readonly text: string;
  /** Vendor's name of the event. Null: not parsed yet. */
  readonly type: string | null;
  readonly taskId: string | null;
  readonly recordingId: string | null;
  readonly state: CallbackState;
  readonly nextActionAt: number | null;
  readonly fence: number;
  readonly tries: number;
}

/** A use of an idempotency key. */
export interface IdempotencyKey {
  readonly key: string;
  readonly operation: string;
  readonly inputHash: string;
  /** Recording that the operation started; the recording is the result. Null: the operation is no start. */
  readonly recordingId: string | null;
  /** Result of the operation, as JSON. Null: the operation is in progress, or is a start. */
  readonly result: string | null;
  readonly createdAt: number;
  /** Expiry of the lease. After the expiry, a repeat of the operation can take over the key. */
  readonly leaseUntil: number;
  readonly fence: number;
}

/** A required label. Without `value`, any value matches. */
export interface LabelCondition {
  readonly name: string;
  readonly value?: string;
}

/** Selects recordings that fulfil all conditions. An empty list of products or states selects none. */
export interface RecordingFilter {
  readonly products?: readonly string[];
  readonly states?: readonly RecordingState[];
  readonly room?: string;
  readonly account?: string;
  /** All labels are required. */
  readonly labels?: readonly LabelCondition[];
  /** Creation time: from (inclusive), to (exclusive). */
  readonly createdFrom?: number;
  readonly createdTo?: number;
  /** End: from (inclusive), to (exclusive). Either bound excludes recordings without an end. */
  readonly endedFrom?: number;
  readonly endedTo?: number;
  /** Text that the room, or the name or value of a label, contains: see `paging/candidates.ts`. */
  readonly text?: string;
  readonly wanted?: Recording['wanted'];
}

/** Order of a list: by creation, end, or last change. */
export type RecordingOrder =
  | 'NEWEST_FIRST'
  | 'OLDEST_FIRST'
  | 'LAST_ENDED_FIRST'
  | 'FIRST_ENDED_FIRST'
  | 'LAST_CHANGED_FIRST'
  | 'FIRST_CHANGED_FIRST';

/** Position in a list of recordings. */
export interface Place {
  readonly id: string;
  /** Time by which the list is sorted. Absent: the list is sorted by id. */
  readonly at?: number;
}

/** Selects a page of recordings. Positions are exclusive. */
export interface PageWindow {
  readonly order: RecordingOrder;
  readonly after?: Place;
  readonly before?: Place;
  /** Size of the page, and the end from which the page is taken. */
  readonly take: { readonly first: number } | { readonly last: number };
}

export interface Page {
  /** In the requested order. */
  readonly rows: readonly Recording[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Position at which the scan stopped early; the next page continues there. Absent: the scan was complete. */
  readonly reached?: Place;
}

/** Number of recordings that a request may still scan. All lists and counts of the request share one budget. */
export interface ScanBudget {
  left: number;
}

/** Number of recordings. If not exact, the lower bound of the number. */
export interface BoundedCount {
  readonly count: number;
  readonly isExact: boolean;
}

/** Grouping of counts. */
export type CountKey = 'PRODUCT' | 'STATE' | 'ACCOUNT' | { readonly label: string };

/** Number of recordings with the same key. `key` null: recordings without the label. */
export interface CountedGroup extends BoundedCount {
  readonly key: string | null;
}
