import { Kind, type ValueNode } from 'graphql';

/** Returns the kind of a value in words, for messages. Messages never contain the value, which may be a misplaced secret. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string';
  if (typeof value === 'boolean') return 'a boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? kindOfWhole(BigInt(value)) : FRACTION;
  if (typeof value === 'bigint') return kindOfWhole(value);
  return 'an object';
}

export function kindOfLiteral(node: ValueNode): string {
  switch (node.kind) {
    case Kind.INT:
      return kindOfDigits(node.value);
    case Kind.FLOAT:
      return FRACTION;
    case Kind.STRING:
      return kindOf(node.value);
    case Kind.BOOLEAN:
      return 'a boolean';
    case Kind.NULL:
      return 'null';
    case Kind.LIST:
      return 'a list';
    case Kind.OBJECT:
      return 'an object';
    case Kind.ENUM:
      return 'a name without quotes';
    case Kind.VARIABLE:
      return 'a variable';
  }
}

const FRACTION = 'a number with a fraction or an exponent';

function kindOfWhole(value: bigint): string {
  return kindOfDigits(String(value));
}

function kindOfDigits(digits: string): string {
  if (digits.startsWith('-')) return 'a negative number';
  return digits.length === 1 ? 'a whole number of 1 digit' : `a whole number of ${digits.length} digits`;
}
