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
  /** Where it is documented, when that is not everywhere. */
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
  /** The codes documented for this action, each with its meaning. */
  readonly errorCodes: Readonly<Record<string, string>>;
}

/** What a vendor documents of one product. Vendors add to it what only they have. */
export interface Contract<Action extends ContractAction = ContractAction> {
  readonly product: string;
  readonly version: string;
  readonly actions: Readonly<Record<string, Action>>;
  readonly types: ContractTypes;
}

/** Reads `contracts/<product>.json`. Throws when no folder above this file has it. */
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

/** The member of that very name, where names come from outside: `constructor` is nobody's field. */
export function ownMember<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** `[string]` → `string`; undefined for a type that is not a list. */
export function elementType(type: string): string | undefined {
  return type.startsWith('[') ? type.slice(1, -1) : undefined;
}
