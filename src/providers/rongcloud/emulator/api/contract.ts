import type { Contract, ContractAction } from '../../../../emulation/contract/contract.ts';

export interface RongcloudAction extends ContractAction {
  readonly method: string;
  /** May hold a `{name}` for a parameter. */
  readonly path: string;
  readonly headers: readonly string[];
  readonly successCode: number;
}

export interface WordedCode {
  readonly code: number;
  readonly errorMessage: string;
}

/** The project's choices for undocumented behaviour. */
export interface EmulatorDefaults {
  readonly httpStatusByCode: Readonly<Record<string, number>>;
  readonly unknownSession: WordedCode;
  readonly alreadyRecording: WordedCode;
  readonly notRecording: WordedCode;
  readonly triggerNotManual: WordedCode;
  readonly callbackRetry: { readonly timeoutSeconds: number; readonly delaysSeconds: readonly number[] };
}

export interface RongcloudContract extends Contract<RongcloudAction> {
  readonly emulatorDefaults: EmulatorDefaults;
}
