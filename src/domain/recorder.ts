import type { CallOptions } from '../calls/call-options.ts';
import type { JsonValue } from '../wire/json.ts';
import type { Secret } from '../wire/secret.ts';
import type { Fact, VendorReason } from './recording.ts';

/** Prefix of a seed that is a mark. A seed without the prefix is the id of a recording. */
export const SEALED = '=';

/** Actions that a product supports for a running task. */
export enum Capability {
  STOP = 'STOP',
  PAUSE = 'PAUSE',
  RESUME = 'RESUME',
  REFRESH = 'REFRESH',
  UPDATE_LAYOUT = 'UPDATE_LAYOUT',
}

export type JsonMembers = Readonly<Record<string, JsonValue>>;

/** Reference by which a product finds one of its tasks. */
export interface TaskRef {
  readonly recordingId: string;
  /** The vendor's application: SdkAppId, BizId or app key. */
  readonly account: string;
  readonly room: string | null;
  /** The key that the vendor stores with the task. */
  readonly vendorKey: string | null;
  /** Whether the server generated the key, so that no other task has the key. */
  readonly hasOwnKey?: boolean;
  readonly taskId: string | null;
  /** Further members that calls need, such as the region or the session. */
  readonly ref: JsonMembers;
  /** When the last attempt of the start was sent, Unix ms. */
  readonly sentAt: number | null;
}

/** The vendor's report of one file. */
export interface FileReport {
  /** Unique within the task. */
  readonly name: string;
  readonly state: 'RECORDING' | 'PROCESSING' | 'READY' | 'FAILED' | 'HELD_BY_VENDOR';
  /** Reason why the file failed or was not delivered. */
  readonly reason?: VendorReason;
  /** The replaced task that made the file. Absent: the task of the recording. */
  readonly task?: string;
  readonly userId?: string;
  readonly track?: string;
  readonly format?: string;
  /** Address of the file, if the vendor reports one. */
  readonly url?: string;
  readonly sizeBytes?: number;
  /** Unix ms. */
  readonly beginsAt?: number;
  readonly endsAt?: number;
}

/** News of a task. */
export interface Report {
  readonly facts: readonly Fact[];
  readonly files?: readonly FileReport[];
  /** Whether a user publishes now. Absent: the vendor does not report it. */
  readonly isPublished?: boolean;
  /** Further reports of the vendor, such as the reason of a failure. */
  readonly notes?: readonly VendorReason[];
  /** Type of a documented event whose content could not be read. */
  readonly unread?: string;
  /** Replaced tasks that are known to exist. */
  readonly tasks?: readonly string[];
}

/** A complete change of the settings of a running task, not yet sent. */
export interface SettingsChange<Answer = unknown> {
  /** All settings of the call, if the task's reference stores them. The vendor replaces the settings as a whole. */
  readonly settings?: JsonMembers;
  /** Settings that the vendor changes although the client did not request it; for people. */
  readonly warnings?: readonly string[];
  readonly send: () => Promise<Answer>;
}

/** Returns new members for the current reference of a task. */
export type RefChange = (ref: Readonly<Record<string, unknown>>) => JsonMembers;

/** A change of settings that was sent without a known outcome: a value of `pending` in the reference of a task. */
export interface PendingChange {
  /** When the change was sent, Unix ms. */
  readonly at: number;
  readonly settings: JsonMembers;
}

/** The vendor's answer to a start. */
export interface StartAnswer {
  readonly taskId: string | null;
  /** All fields of the answer, under their names in the payload. */
  readonly fields: JsonMembers;
}

/** Parameters from which a start is planned again. Credentials are of type `Secret`. */
export type StartParams = Readonly<Record<string, unknown>>;

/** The HTTP call of a start, for people; secrets are masked. */
export interface WireView {
  readonly action: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A valid, complete start that has not been sent. */
export interface StartPlan {
  readonly account: string;
  readonly room: string | null;
  readonly vendorKey: string | null;
  readonly ref: JsonMembers;
  /** Parameters from which another process can send the start again. Null if they hold secrets of the client. */
  readonly params: JsonMembers | null;
  /** The parameters as JSON if they hold secrets, to be encrypted. Null otherwise. */
  readonly secretParams: Secret | null;
  /** Duration from the start for which the vendor allows control of the task, ms. Null: as long as the task runs. */
  readonly controllableForMs: number | null;
  /** Sends the start once. Throws as every call does: `VendorRejected`, `VendorUnreachable`, `OutcomeUnknown`, `TooManyCalls` … */
  send(options: CallOptions): Promise<StartAnswer>;
  wire(): WireView;
  /** Input of the layout preview. Null if the start has no layout. */
  readonly layout: object | null;
}

/** Result of the look-up of a start without an answer. */
export type Finding =
  /**
   * The start was executed. `isDoubtful`: the task may have run before this start; relevant if the vendor refused the start
   * because a recording already runs.
   */
  | { readonly kind: 'found'; readonly taskId: string | null; readonly report: Report; readonly isDoubtful?: boolean }
  /**
   * The vendor has no such task now. `isTaken`: another start's task runs in the place. `isOver`: the place has ended, so no
   * task can run any more; a task may have run before.
   */
  | { readonly kind: 'absent'; readonly isTaken?: boolean; readonly isOver?: boolean }
  /** The vendor cannot be asked. */
  | { readonly kind: 'unknowable'; readonly advice: string };

/** Rule for repeating a start whose look-up found no task. */
interface RepeatRule {
  /** Time after sending in which an absence proves nothing, because the call may still be in transit, ms. */
  readonly quietMs: number;
  /** Whether the start is then repeated; otherwise it is given up. */
  readonly repeat: boolean;
  /** Whether a repeat ends the task of the attempt before. If so, the start is repeated even if the vendor cannot be asked. */
  readonly replaces: boolean;
}

/** A task that runs at the vendor. */
export interface RunningTask {
  readonly taskId: string;
  readonly account: string;
  readonly room: string | null;
  readonly startedAt: number | null;
  readonly ref: JsonMembers;
}

/** Contract of a product's recorder. Inputs and layouts are the product's own classes. */
export interface Recorder<Input extends object = object, Layout extends object = object> {
  /** Value of the schema's enum RecordingProduct. */
  readonly product: string;
  readonly capabilities: readonly Capability[];
  readonly repeatRule: RepeatRule;
  /**
   * Further vendor codes of a refused start that can mean "a recording already runs there". If the network repeated the
   * request, that recording may be the one of this start.
   */
  readonly inUseCodes?: readonly string[];
  /** Whether the vendor refuses a second recording of one place, such as the session in `ref`, while the first runs. */
  readonly oneInPlace?: true;
  /** Time after the end within which files are reported, ms. */
  readonly filesWithinMs: number;
  /** Whether the vendor answers polls after the end of the task. */
  readonly readableAfterEnd: boolean;

  /**
   * Completes an input by values that only the vendor knows, such as the session of a room, without changing given values.
   * Called before `plan` and before the insert into the ledger. Throws as every query does, and `InvalidInput`.
   */
  prepare?(input: Input): Promise<Input>;
  /** Validates and completes a start. The seed determines all keys that the server generates. Throws `InvalidInput`. */
  plan(input: Input, seed: string): StartPlan;
  /** Plans the same start again from the parameters of its plan. Throws as `plan` does: a profile may have been removed. */
  replan(params: StartParams, seed: string): StartPlan;
  /** Looks up whether a start was executed. `ownedElsewhere`: whether a task belongs to another recording. */
  findStart(
    task: TaskRef,
    ownedElsewhere: (taskId: string) => Promise<boolean>,
    options: CallOptions,
  ): Promise<Finding>;
  /**
   * Queries the key that the vendor stores with a task, for products whose callbacks lack the key. Null: the task has no key
   * or has ended. Throws if the vendor cannot be asked.
   */
  keyOf?(task: TaskRef, options: CallOptions): Promise<string | null>;
  /** Returns the answer fields of a start of which only the task id is known. */
  answerOf(taskId: string): JsonMembers;
  /** Polls the state of a task. Throws if the vendor cannot be asked. */
  poll(task: TaskRef, options: CallOptions): Promise<Report>;
  /**
   * Asks the vendor which part of an unsigned callback is true. Null: nothing yet; the server asks again later. Throws if the
   * vendor cannot be asked. Required for products with unsigned callbacks.
   */
  confirm?(task: TaskRef, reported: Report, isStopWanted: boolean, options: CallOptions): Promise<Report | null>;
  /** Whether `confirm` accepts reports of files without asking the vendor. */
  readonly filesNeedNoAsking?: true;
  /**
   * Whether the vendor has settled each of these files of an ended recording. For products that report each file and never
   * report that a file was the last: their recordings are complete when no more files arrive.
   */
  areFilesAll?(files: readonly Pick<FileReport, 'name' | 'state'>[]): boolean;
  /** Returns the news in an answer to the product's own describing action. */
  observe?(answer: object): Report;
  /** Whether a stop needs no task id, because the stop ends the task that runs in the room. */
  readonly stopsWithoutTask?: true;
  /** Stops a task. Throws unless the vendor accepts the stop or reports that the task has already ended. */
  stop(task: TaskRef, options: CallOptions): Promise<Report>;
  pause?(task: TaskRef, options: CallOptions): Promise<Report>;
  resume?(task: TaskRef, options: CallOptions): Promise<Report>;
  updateLayout?(task: TaskRef, layout: Layout, options: CallOptions): SettingsChange;
  /** Lists the tasks that run in an application, if the vendor can list them. */
  listRunning?(account: string, options: CallOptions): Promise<readonly RunningTask[]>;
  /** Returns the reference of a task that was started elsewhere. Throws `InvalidInput` for missing members. */
  adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'>;
  /** Whether the vendor cannot look up a start without an answer; only a callback or a repeat reveals the outcome. */
  readonly isStartUnreadable?: true;
  /** Advice to people about a start whose outcome cannot be found out. */
  readonly advice: string;
  /** Advice to people about a recording in which no user publishes. */
  readonly silenceAdvice?: string;
}

/** A client's description of a task that was started elsewhere. */
export interface AdoptedTask {
  readonly account: string;
  readonly taskId: string | null;
  readonly room: string | null;
  readonly sessionId: string | null;
  readonly region: string | null;
}
