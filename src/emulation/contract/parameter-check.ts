import type { JsonValue } from '../../wire/json.ts';
import { elementType, ownMember, type ContractField, type ContractTypes } from './contract.ts';
import { matchesPattern } from './pattern.ts';

/** In the order of checks: first the shape of the parameters, then the values. */
const KINDS = ['unknown', 'type', 'missing', 'range', 'length', 'value', 'pattern', 'items'] as const;

export type FaultKind = (typeof KINDS)[number];

/** A rule that the parameters break. The message names the rule and never a value, because values may be secret. */
export interface ParameterFault {
  /** Path of the parameter, with dots and zero-based indexes: `Extras.0`. */
  readonly path: string;
  /** The field of the rule, without its parents: `Extras`. */
  readonly field: string;
  readonly kind: FaultKind;
  readonly message: string;
}

export type JsonObject = { readonly [name: string]: JsonValue };

interface Place {
  readonly path: string;
  readonly field: string;
  /** The object that contains the field. A pattern may name another field of the object. */
  readonly owner: JsonObject;
}

/**
 * Checks parsed JSON against a type of a contract. Returns all faults: unknown fields, wrong types, missing fields,
 * then wrong values. A field for which `isKnown` is false counts as unknown. Throws only if the contract names a
 * missing type.
 */
export function checkParameters(
  types: ContractTypes,
  typeName: string,
  value: JsonValue,
  isKnown: (field: ContractField) => boolean = () => true,
): ParameterFault[] {
  const check = new Check(types, isKnown);
  check.object({ path: '', field: '', owner: {} }, typeName, value);
  return check.faults.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

export function isJsonObject(value: JsonValue): value is { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Check {
  readonly faults: ParameterFault[] = [];

  constructor(
    private readonly types: ContractTypes,
    private readonly isKnown: (field: ContractField) => boolean,
  ) {}

  object(place: Place, typeName: string, value: JsonValue): void {
    const type = ownMember(this.types, typeName);
    if (!type) throw new Error(`The contract has no type ${typeName}.`);
    if (!isJsonObject(value)) return this.fault(place, 'type', 'must be an object');
    const inside = (name: string): Place => ({
      path: place.path ? `${place.path}.${name}` : name,
      field: name,
      owner: value,
    });
    for (const [name, member] of Object.entries(value)) {
      const field = ownMember(type.fields, name);
      if (field && this.isKnown(field)) this.field(inside(name), field, member);
      else this.fault(inside(name), 'unknown', 'is not defined');
    }
    for (const [name, field] of Object.entries(type.fields)) {
      if (field.required && !Object.hasOwn(value, name)) this.fault(inside(name), 'missing', 'is required');
    }
  }

  private field(place: Place, field: ContractField, value: JsonValue): void {
    const element = elementType(field.type);
    if (element !== undefined) return this.list(place, field, element, value);
    switch (field.type) {
      case 'json':
        return;
      case 'boolean':
        return typeof value === 'boolean' ? undefined : this.fault(place, 'type', 'must be true or false');
      case 'string':
        return this.text(place, field, value);
      case 'integer':
        return this.integer(place, field, value, -(2n ** 31n), 2n ** 31n - 1n);
      case 'uint32':
        return this.integer(place, field, value, 0n, 2n ** 32n - 1n);
      case 'int64': // contracts use int64 for unsigned ids too, up to 2^64-1
        return this.integer(place, field, value, -(2n ** 63n), 2n ** 64n - 1n);
      case 'float':
        return this.float(place, field, value);
      default:
        return this.object(place, field.type, value);
    }
  }

  private list(place: Place, field: ContractField, element: string, value: JsonValue): void {
    if (!Array.isArray(value)) return this.fault(place, 'type', 'must be a list');
    const { minItems = 0, maxItems = Infinity } = field;
    if (value.length < minItems) this.fault(place, 'items', `needs at least ${minItems} element(s)`);
    if (value.length > maxItems) return this.fault(place, 'items', `takes at most ${maxItems} elements`);
    const rules: ContractField = {
      type: element,
      enum: field.itemEnum ?? null,
      ...(field.itemPattern === undefined ? {} : { pattern: field.itemPattern }),
    };
    value.forEach((member, index) => this.field({ ...place, path: `${place.path}.${index}` }, rules, member));
  }

  private text(place: Place, field: ContractField, value: JsonValue): void {
    if (typeof value !== 'string') return this.fault(place, 'type', 'must be a string');
    const { maxLength = Infinity, lengthUnit = 'bytes' } = field;
    const length = lengthUnit === 'bytes' ? Buffer.byteLength(value) : Array.from(value).length;
    if (length > maxLength) this.fault(place, 'length', `is longer than ${maxLength} ${lengthUnit}`);
    this.listed(place, field, value);
    if (field.pattern !== undefined && !matchesPattern(field.pattern, value, place.owner)) {
      this.fault(place, 'pattern', `must match ${field.pattern}`);
    }
  }

  private integer(place: Place, field: ContractField, value: JsonValue, lowest: bigint, highest: bigint): void {
    if (typeof value !== 'bigint' && !Number.isInteger(value)) return this.fault(place, 'type', 'must be an integer');
    const number = BigInt(value as number | bigint);
    const min = field.min === undefined ? lowest : BigInt(field.min);
    const max = field.max === undefined ? highest : BigInt(field.max);
    if (number < min || number > max) return this.fault(place, 'range', `must be from ${min} to ${max}`);
    this.listed(place, field, Number(number));
  }

  private float(place: Place, field: ContractField, value: JsonValue): void {
    if (typeof value !== 'number' && typeof value !== 'bigint') return this.fault(place, 'type', 'must be a number');
    const number = Number(value);
    const min = Number(field.min ?? -Number.MAX_VALUE);
    const max = Number(field.max ?? Number.MAX_VALUE);
    if (number < min || number > max) this.fault(place, 'range', `must be from ${min} to ${max}`);
  }

  private listed(place: Place, field: ContractField, value: string | number): void {
    // A list with known gaps proves no error; the pattern does.
    if (!field.enum || field.enumComplete === false) return;
    if (!field.enum.some((member) => member.value === value)) {
      this.fault(place, 'value', `must be one of ${field.enum.map((member) => member.value).join(', ')}`);
    }
  }

  private fault({ path, field }: Place, kind: FaultKind, rule: string): void {
    this.faults.push({ path, field, kind, message: `${path || 'The parameters'} ${rule}.` });
  }
}
