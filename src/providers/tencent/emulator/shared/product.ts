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

/** Answer of an action, with the id of a started task. */
export interface Answer {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly taskId?: string;
}

/** A product's codes for parameter faults. A code is used only for actions that document the code. */
export interface FaultCodes {
  readonly wrongType: string;
  /** Returns the code for an invalid value; undefined: the general code. */
  wrongValue(fault: ParameterFault): string | undefined;
  /** Codes for an application of another account. The first code that the action documents is used. */
  readonly otherApplication: readonly string[];
}

/** A rule over several fields, after each field passed its own check. */
export type CrossRule = (parameters: JsonObject) => Refusal | undefined;

/** Carries out the action with checked parameters. Throws `Refusal` if the state forbids the action. */
export type Effect = (parameters: JsonObject) => Answer;

/** A service: its contract and its actions. */
export interface Product {
  readonly contract: TencentContract;
  readonly codes: FaultCodes;
  /** Rules over several fields, by action. */
  readonly rules: Readonly<Record<string, CrossRule>>;
  /** Effects of all actions of the contract, by action. */
  readonly effects: Readonly<Record<string, Effect>>;
  /** By action. Called for a call that was refused after authentication, because some refusals have side effects. */
  readonly refused: Readonly<Record<string, (parameters: JsonObject, code: string) => void>>;
  readonly callbackLines: readonly CallbackLine[];
  /** Every task, for the emulator's own store. */
  readonly tasks: () => readonly TaskRecord[];
  /** The files that a task has at this moment; none when the product has no such task. */
  readonly files: (taskId: string) => readonly StoredFile[];
  /** Returns the actual or expected end, in ms; Infinity: unknown. Undefined: another product's recording. */
  readonly endOf: (taskId: string) => number | undefined;
  /** Drops the tasks that ended before a moment. */
  readonly forget: (moment: number) => void;
}
