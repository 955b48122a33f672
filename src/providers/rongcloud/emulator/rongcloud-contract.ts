import type { Contract, ContractAction } from '../../../emulation/contract.ts';

export interface RongcloudAction extends ContractAction {
  readonly method: string;
  /** May hold a `{name}` for a parameter. */
  readonly path: string;
  /** The headers that the action reads. */
  readonly headers: readonly string[];
  readonly successCode: number;
}

/** The contract and, for what the vendor does not document, the project's choices. */
export interface RongcloudContract extends Contract<RongcloudAction> {
  readonly emulatorDefaults: {
    readonly httpStatusByCode: Readonly<Record<string, number>>;
    readonly alreadyRecording: { readonly code: number; readonly errorMessage: string };
  };
}
