import type { CallOptions } from '../calls/call-options.ts';
import type { JsonValue } from '../wire/json.ts';
import type { Secret } from '../wire/secret.ts';
import type { Fact, VendorReason } from './recording.ts';

/** What the seed of a start begins with where the rest of it is the mark. Other seeds are ids of recordings. */
export const SEALED = '=';

/** What can be done with a recording of a product, beside starting it. */
export enum Capability {
  STOP = 'STOP',
  PAUSE = 'PAUSE',
  RESUME = 'RESUME',
  REFRESH = 'REFRESH',
  UPDATE_LAYOUT = 'UPDATE_LAYOUT',
}

export type JsonMembers = Readonly<Record<string, JsonValue>>;

/** How a product finds one of its tasks again: what the ledger keeps of it. */
export interface TaskRef {
  readonly recordingId: string;
  /** The vendor's application: SdkAppId, BizId or app key. */
  readonly account: string;
  readonly room: string | null;
  /** The key of ours that the vendor has of it. */
  readonly vendorKey: string | null;
  /** Whether the server made that key: then no other task has it. */
  readonly hasOwnKey?: boolean;
  readonly taskId: string | null;
  /** What else its calls need, as the region or the session. */
  readonly ref: JsonMembers;
  /** When the last attempt of the start left; Unix ms. */
  readonly sentAt: number | null;
}

/** What a task's vendor says of one of its files. */
export interface FileReport {
  /** Unique in its task. */
  readonly name: string;
  readonly state: 'RECORDING' | 'PROCESSING' | 'READY' | 'FAILED' | 'HELD_BY_VENDOR';
  /** Why the file failed or was not delivered. */
  readonly reason?: VendorReason;
  /** The replaced task that made the file. Absent: the task of the recording. */
  readonly task?: string;
  readonly userId?: string;
  readonly track?: string;
  readonly format?: string;
  /** Where it can be fetched, where the vendor says so. */
  readonly url?: string;
  readonly sizeBytes?: number;
  /** Unix ms. */
  readonly beginsAt?: number;
  readonly endsAt?: number;
}

/** What was learnt of a task. */
export interface Report {
  readonly facts: readonly Fact[];
  readonly files?: readonly FileReport[];
  /** Whether somebody publishes at this moment. Absent: the vendor does not tell. */
  readonly isPublished?: boolean;
  /** What the vendor reports beside, as the reason of a failure. */
  readonly notes?: readonly VendorReason[];
  /** The type of a documented event whose content could not be read. */
  readonly unread?: string;
  /** Replaced tasks that are known to exist. */
  readonly tasks?: readonly string[];
}

/** A change of the settings of a running task, complete, that has not been sent. */
export interface SettingsChange<Answer = unknown> {
  /** All settings that the call sends, where the reference of the task keeps them: the vendor replaces them whole. */
  readonly settings?: JsonMembers;
  /** What the vendor changes beside what was asked for, for people. */
  readonly warnings?: readonly string[];
  readonly send: () => Promise<Answer>;
}

/** New members of the reference of a task, by the reference as it then is. */
export type RefChange = (ref: Readonly<Record<string, unknown>>) => JsonMembers;

/** A change of settings that was sent, and whose outcome is not known: a value of `pending` in the reference of a task. */
export interface PendingChange {
  /** When it was sent; Unix ms. */
  readonly at: number;
  readonly settings: JsonMembers;
}

/** What the vendor answered to a start. */
export interface StartAnswer {
  readonly taskId: string | null;
  /** All fields of the vendor's answer, in the names of the payload. */
  readonly fields: JsonMembers;
}

/** What a start is planned from again. Credentials in it are of type `Secret`. */
export type StartParams = Readonly<Record<string, unknown>>;

/** The exact call of a start, for people; secrets masked. */
export interface WireView {
  readonly action: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A start, checked and complete, that has not been sent. */
export interface StartPlan {
  readonly account: string;
  readonly room: string | null;
  readonly vendorKey: string | null;
  readonly ref: JsonMembers;
  /** All that another process needs to send it again; null when it holds secrets of the caller, which are kept encrypted. */
  readonly params: JsonMembers | null;
  /** The same where it holds secrets: JSON, for the encryption alone. Null where it holds none. */
  readonly secretParams: Secret | null;
  /** For how long from the start the vendor lets the task be controlled, in ms; null: as long as it runs. */
  readonly controllableForMs: number | null;
  /** Sends it once. Throws as every call does: `VendorRejected`, `VendorUnreachable`, `OutcomeUnknown`, `TooManyCalls` … */
  send(options: CallOptions): Promise<StartAnswer>;
  wire(): WireView;
  /** The layout as the vendor would draw it: the input of the layout preview. Null where there is none. */
  readonly layout: object | null;
}

/** What a look-up of a start without an answer found. */
export type Finding =
  /**
   * It was carried out. `isDoubtful`: the task may also be one that ran before; that matters where the vendor refused the
   * start because something runs already.
   */
  | { readonly kind: 'found'; readonly taskId: string | null; readonly report: Report; readonly isDoubtful?: boolean }
  /**
   * The vendor has no such task at this moment. `isTaken`: a task that is not of this start has its place. `isOver`: its
   * place has ended, so nothing can run any more; something may have run before.
   */
  | { readonly kind: 'absent'; readonly isTaken?: boolean; readonly isOver?: boolean }
  /** The vendor cannot be asked. */
  | { readonly kind: 'unknowable'; readonly advice: string };

/** What may be done when a start was looked up and is absent. */
export interface RepeatRule {
  /** For how long after sending an absence proves nothing yet: the call may still be under way. */
  readonly quietMs: number;
  /** Whether it is then sent once more, or given up. */
  readonly repeat: boolean;
  /** Whether a repeat ends what the first one may have started: then it is made even where nothing can be known. */
  readonly replaces: boolean;
}

/** A task that the vendor runs. */
export interface RunningTask {
  readonly taskId: string;
  readonly account: string;
  readonly room: string | null;
  readonly startedAt: number | null;
  readonly ref: JsonMembers;
}

/** One recorder, as the life cycle of recordings sees it. Inputs and layouts are the product's own classes. */
export interface Recorder<Input extends object = object, Layout extends object = object> {
  /** As in the schema's enum RecordingProduct. */
  readonly product: string;
  readonly capabilities: readonly Capability[];
  readonly repeatRule: RepeatRule;
  /**
   * Vendor codes of a refused start that can mean "something runs there already", beside those that mean so by their
   * verdict. The network may have repeated the request, and this very start may be what runs.
   */
  readonly inUseCodes?: readonly string[];
  /** Whether a second recording of one place, as the session in `ref`, is refused while the first one runs. */
  readonly oneInPlace?: true;
  /** How long after the end files may still come, in ms. */
  readonly filesWithinMs: number;
  /** Whether asking tells anything once the task has ended. */
  readonly readableAfterEnd: boolean;

  /**
   * Completes an input by what only asking can tell, as the session of a room; never changes what was given. It comes
   * before `plan` and before anything is put down. Throws as every call that reads does, and `InvalidInput`.
   */
  prepare?(input: Input): Promise<Input>;
  /** Checks and completes a start. The seed decides every key of ours. Throws `InvalidInput`. */
  plan(input: Input, seed: string): StartPlan;
  /** The same start again, out of the params of its plan. Throws as `plan`: a profile may be gone. */
  replan(params: StartParams, seed: string): StartPlan;
  /** Asks whether a start was carried out. `ownedElsewhere` tells which tasks belong to other recordings. */
  findStart(
    task: TaskRef,
    ownedElsewhere: (taskId: string) => Promise<boolean>,
    options: CallOptions,
  ): Promise<Finding>;
  /**
   * Asks for the key of ours that the vendor has of a task, where its callbacks do not bring it. Null: the task has none, or
   * has ended. Throws where it cannot be asked.
   */
  keyOf?(task: TaskRef, options: CallOptions): Promise<string | null>;
  /** What stands in for the answer to a start, of which only the task became known. */
  answerOf(taskId: string): JsonMembers;
  /** Asks how a task stands. Throws where it cannot be asked. */
  poll(task: TaskRef, options: CallOptions): Promise<Report>;
  /**
   * What may be believed of a callback whose body the vendor does not sign: asks the vendor. Null: nothing yet; it is
   * asked again later. Throws where it cannot be asked. Needed where the product has such callbacks.
   */
  confirm?(task: TaskRef, told: Report, isStopWanted: boolean, options: CallOptions): Promise<Report | null>;
  /** Whether `confirm` believes news of files as told, without asking the vendor. */
  readonly filesNeedNoAsking?: true;
  /**
   * Whether the vendor has settled each of these files of a recording that has ended. For products that tell of each file
   * and never that it was the last: such a recording is concluded when no more files come.
   */
  areFilesAll?(files: readonly Pick<FileReport, 'name' | 'state'>[]): boolean;
  /** What an answer to the product's own describing action tells, as a client got it. */
  observe?(answer: object): Report;
  /** Whether a stop needs no task id: it ends what runs in the room. */
  readonly stopsWithoutTask?: true;
  /** Throws unless the vendor took it, or says that the task has ended already (then the report says so). */
  stop(task: TaskRef, options: CallOptions): Promise<Report>;
  pause?(task: TaskRef, options: CallOptions): Promise<Report>;
  resume?(task: TaskRef, options: CallOptions): Promise<Report>;
  updateLayout?(task: TaskRef, layout: Layout, options: CallOptions): SettingsChange;
  /** What runs in an application, where the vendor can list it. */
  listRunning?(account: string, options: CallOptions): Promise<readonly RunningTask[]>;
  /** The reference of a task that was started elsewhere. Throws `InvalidInput` naming what is missing. */
  adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'>;
  /** Whether the vendor cannot be asked for a start without an answer: then only callbacks or a repeat tell. */
  readonly isStartUnreadable?: true;
  /** What to do about a start of which nothing can be known, for people. */
  readonly advice: string;
  /** What to check where nobody publishes, for people. */
  readonly silenceAdvice?: string;
}

/** What a caller knows of a task that was started elsewhere. */
export interface AdoptedTask {
  readonly account: string;
  readonly taskId: string | null;
  readonly room: string | null;
  readonly sessionId: string | null;
  readonly region: string | null;
}
