import type { CallbackLine } from '../../../../emulation/callbacks/callbacks.ts';
import type { Contract, ContractAction } from '../../../../emulation/contract/contract.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { JsonObject, ParameterFault } from '../../../../emulation/contract/parameter-check.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import type { Site } from '../../api/account.ts';
import type { Refusal } from './envelope.ts';
import type { TaskRecord } from './context.ts';

export interface TencentAction extends ContractAction {
  readonly rateLimitPerSecond: number;
  /** Null: the region has no effect. */
  readonly regions: readonly string[] | null;
  readonly regionsChina: readonly string[] | null;
  readonly regionRequired: boolean;
  /** The only site that has this action; absent when both do. */
  readonly availability?: Site;
}

export type TencentContract = Contract<TencentAction>;

/** What an action answers, and the id of the task that it started. */
export interface Answer {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly taskId?: string;
}

/** How a product names the faults of its parameters. A code counts only where the action documents it. */
export interface FaultCodes {
  readonly wrongType: string;
  /** The code for a value that is not accepted; undefined: the general one. */
  wrongValue(fault: ParameterFault): string | undefined;
  /** The codes for an application of somebody else: the first that the action documents. */
  readonly otherApplication: readonly string[];
}

/** A rule over several fields, given parameters that are right one by one. */
export type CrossRule = (parameters: JsonObject) => Refusal | undefined;

/** Carries the action out on checked parameters. Throws `Refusal` when the state does not allow it. */
export type Effect = (parameters: JsonObject) => Answer;

/** One of the services: what it documents, and what its actions do here. */
export interface Product {
  readonly contract: TencentContract;
  readonly codes: FaultCodes;
  /** By action. */
  readonly rules: Readonly<Record<string, CrossRule>>;
  /** By action: one for every action of the contract. */
  readonly effects: Readonly<Record<string, Effect>>;
  /** By action. Told of a call that was refused after it had been let in, for some refusals leave a mark. */
  readonly refused: Readonly<Record<string, (parameters: JsonObject, code: string) => void>>;
  /** The callbacks that it sends. */
  readonly callbackLines: readonly CallbackLine[];
  /** Every task, for the emulator's own store. */
  readonly tasks: () => readonly TaskRecord[];
  /** The files that a task has at this moment; none when the product has no such task. */
  readonly files: (taskId: string) => readonly StoredFile[];
  /** When a recording ends, as things stand, in ms; Infinity: not known. Undefined when it is another product's. */
  readonly endOf: (taskId: string) => number | undefined;
  /** Drops the tasks that ended before that moment. */
  readonly forget: (moment: number) => void;
}
