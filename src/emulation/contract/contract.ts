import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rules that a vendor documents for one field. Bounds beyond 2^53 are texts of digits. */
export interface ContractField {
  readonly type: string;
  readonly required?: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly maxLength?: number;
  readonly lengthUnit?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly EnumMember[] | null;
  readonly enumComplete?: boolean;
  readonly itemEnum?: readonly EnumMember[] | null;
  readonly pattern?: string;
  readonly itemPattern?: string;
  /** The SDKs that document the field; absent: all. */
  readonly source?: string;
}

export interface EnumMember {
  readonly value: string | number;
}

export interface ContractType {
  readonly fields: Readonly<Record<string, ContractField>>;
}

export type ContractTypes = Readonly<Record<string, ContractType>>;

export interface ContractAction {
  /** Name of the type that holds the parameters. */
  readonly input: string;
  /** Documented codes of this action with their meanings. */
  readonly errorCodes: Readonly<Record<string, string>>;
}

/** A vendor's documentation of one product. Vendors add members of their own. */
export interface Contract<Action extends ContractAction = ContractAction> {
  readonly product: string;
  readonly version: string;
  readonly actions: Readonly<Record<string, Action>>;
  readonly types: ContractTypes;
}

/** Reads `contracts/<product>.json`. Throws if no parent folder of this file has the contract. */
export function loadContract<C extends Contract>(product: string): C {
  return JSON.parse(readFileSync(contractPath(product), 'utf8')) as C;
}

// The distance to the project's root differs between src/ and dist/src/, so look upwards.
function contractPath(product: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const path = join(folder, 'contracts', `${product}.json`);
    if (existsSync(path)) return path;
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`contracts/${product}.json is in no folder above ${import.meta.url}`);
    folder = parent;
  }
}

/** Returns an own member. Names come from clients: `constructor` is no member. */
export function ownMember<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** `[string]` → `string`; undefined for a type that is not a list. */
export function elementType(type: string): string | undefined {
  return type.startsWith('[') ? type.slice(1, -1) : undefined;
}
