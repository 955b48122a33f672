import {
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  valueFromAST,
  type ASTNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLList,
  type ValueNode,
  type VariableNode,
} from 'graphql';
import { CURSOR_ARGUMENT, CURSOR_RULE } from './cursor-argument.ts';
import { FAULTY, type Faults, type Path } from './faults.ts';
import { kindOf, kindOfLiteral } from './kinds.ts';
import { didYouMean, typeRule, unknownFieldRule, valuesMeant } from './type-messages.ts';
import type { SentVariables } from './variables.ts';

// graphql-js stops at the first wrong value of a document, repeats values in its messages, and reports faults of a variable
// at the declaration. This coercion reports every fault at the use of the value, with equal messages for variables and
// literals. A property test checks that valid values become the same as with graphql-js.

/** Replaces a variable that was not sent, as if the document did not contain the field. */
const ABSENT = Symbol('absent');

/** Names that are short and plain enough to be repeated in a message. */
const NAME = /^[A-Za-z_]\w{0,99}$/;

/** Reads values by their types. A value with a fault becomes `FAULTY`; its valid neighbours are read nevertheless. */
export class Coercion {
  constructor(
    private readonly faults: Faults,
    /** Whether messages may name types and values of the schema. */
    private readonly showsSchema: boolean,
    private readonly variables?: SentVariables,
  ) {}

  /** Reads a JSON value. `node`: the variable with the value. */
  value(value: unknown, type: GraphQLInputType, path: Path, node?: ASTNode): unknown {
    if (isNonNullType(type)) {
      if (value === undefined) return this.faults.add(path, 'is required', node);
      return value === null ? this.#wrong(path, type, 'null', node) : this.value(value, type.ofType, path, node);
    }
    if (value === null || value === undefined) return null;
    if (isListType(type)) {
      const { ofType } = type;
      if (!Array.isArray(value)) return listOf(this.#only(value, type, path, node));
      return value.map((element: unknown, index) => this.value(element, ofType, [...path, String(index)], node));
    }
    if (isInputObjectType(type)) {
      if (typeof value !== 'object' || Array.isArray(value)) return this.#wrong(path, type, kindOf(value), node);
      const read = (member: unknown, fieldType: GraphQLInputType, below: Path): unknown =>
        member === undefined ? ABSENT : this.value(member, fieldType, below, node);
      return this.#object(type, new Map(Object.entries(value)), path, node, read);
    }
    return this.#leaf(type, type, path, node, value);
  }

  /** Reads a value of a document. Returns undefined for a variable that was not sent. */
  literal(node: ValueNode, type: GraphQLInputType, path: Path): unknown {
    const read = this.#literal(node, type, path);
    if (read !== ABSENT) return read;
    return isNonNullType(type) ? this.faults.add(path, 'is required', node) : undefined;
  }

  #literal(node: ValueNode, type: GraphQLInputType, path: Path): unknown {
    if (node.kind === Kind.VARIABLE) return this.#variable(node, type, path);
    if (isNonNullType(type)) {
      if (node.kind === Kind.NULL) return this.#wrong(path, type, 'null', node);
      return this.#literal(node, type.ofType, path);
    }
    if (node.kind === Kind.NULL) return null;
    if (isListType(type)) {
      if (node.kind !== Kind.LIST) {
        const only = nullable(type.ofType);
        if (isLeafType(only)) return listOf(this.#leaf(only, type, path, node));
        const fits = node.kind === Kind.OBJECT || isListType(only);
        return fits ? listOf(this.literal(node, only, path)) : this.#wrong(path, type, kindOfLiteral(node), node);
      }
      return node.values.map((each, index) => this.literal(each, type.ofType, [...path, String(index)]) ?? null);
    }
    if (isInputObjectType(type)) {
      if (node.kind !== Kind.OBJECT) return this.#wrong(path, type, kindOfLiteral(node), node);
      const members = new Map(node.fields.map((field) => [field.name.value, field.value]));
      return this.#object(type, members, path, node, (member, fieldType, below) =>
        this.#literal(member, fieldType, below),
      );
    }
    return this.#leaf(type, type, path, node);
  }

  /** Reads a single value in the place of a list. The message of a fault asks for a list. */
  #only(value: unknown, list: GraphQLList<GraphQLInputType>, path: Path, node: ASTNode | undefined): unknown {
    const type = nullable(list.ofType);
    if (isLeafType(type)) return this.#leaf(type, list, path, node, value);
    const fits = typeof value === 'object' || isListType(type);
    return fits ? this.value(value, type, path, node) : this.#wrong(path, list, kindOf(value), node);
  }

  /** Reads the value of a variable. */
  #variable(node: VariableNode, type: GraphQLInputType, path: Path): unknown {
    const name = node.name.value;
    const sent = this.variables?.sent(name);
    if (!sent) return FAULTY; // another error reports the missing declaration
    if (sent.tooMany) return this.faults.add([...path, ...sent.tooMany.path], sent.tooMany.rule, node);
    if (!sent.isRead) return FAULTY;
    if (!sent.isGiven) {
      const { default: written, isRequired, type: declared } = sent;
      if (isRequired) return this.faults.add(path, `is required: the document takes it from $${name}`, node);
      if (!written || !declared) return ABSENT;
      const value: unknown = valueFromAST(written, declared);
      return value === undefined ? FAULTY : value;
    }
    if (sent.value == null && sent.isRequired) return this.#wrong(path, type, 'null', node);
    return this.value(sent.value, type, path, node);
  }

  #object<Member>(
    type: GraphQLInputObjectType,
    members: ReadonlyMap<string, Member>,
    path: Path,
    node: ASTNode | undefined,
    read: (member: Member, type: GraphQLInputType, path: Path) => unknown,
  ): unknown {
    const made: Record<string, unknown> = {};
    const fields = type.getFields();
    let given = 0;
    for (const [name, field] of Object.entries(fields)) {
      const below = [...path, name];
      const value = members.has(name) ? read(members.get(name)!, field.type, below) : ABSENT;
      if (value !== ABSENT) {
        given += 1;
        made[name] = value;
      } else if (field.defaultValue !== undefined) made[name] = field.defaultValue;
      else if (isNonNullType(field.type)) made[name] = this.faults.add(below, 'is required', node);
    }
    for (const name of members.keys()) {
      if (Object.hasOwn(fields, name)) continue;
      given += 1;
      // A name that is invalid in GraphQL may be a secret, so the message does not repeat the name.
      if (NAME.test(name)) this.faults.add([...path, name], unknownFieldRule(type, name, this.showsSchema), node);
      else this.faults.add(path, 'must contain only fields with valid names of at most 100 characters', node);
    }
    if (!type.isOneOf) return made;
    const isOne = given === 1 && !Object.values(made).includes(null);
    return isOne ? made : this.faults.add(path, `must hold exactly one field, and not null; received ${given}`, node);
  }

  /** Reads a JSON value; if undefined, the literal `node`. `shown`: the type in messages. */
  #leaf(
    type: GraphQLLeafType,
    shown: GraphQLInputType,
    path: Path,
    node: ASTNode | undefined,
    value?: unknown,
  ): unknown {
    const literal = value === undefined ? (node as ValueNode) : undefined;
    try {
      const parsed: unknown = literal ? type.parseLiteral(literal, null) : type.parseValue(value);
      if (parsed !== undefined) return parsed;
    } catch {
      // the message of a scalar type may repeat the value
    }
    if (type.name === 'String' && path.at(-1) === CURSOR_ARGUMENT && isNumber(literal, value)) {
      return this.faults.add(path, CURSOR_RULE, node);
    }
    return this.#wrong(path, shown, literal ? kindOfLiteral(literal) : kindOf(value), node, wordOf(literal ?? value));
  }

  /** `written`: a word that may resemble a value of an enum. */
  #wrong(path: Path, type: GraphQLInputType, kind: string, node: ASTNode | undefined, written = ''): typeof FAULTY {
    const meant = NAME.test(written) ? valuesMeant(type, written) : [];
    // A word that resembles no value may be a secret, so the message does not repeat the word.
    const shown = node?.kind === Kind.ENUM && meant.length > 0 ? `${written}, which is none` : kind;
    const rule = typeRule(type, this.showsSchema);
    return this.faults.add(path, `${rule}; received ${shown}${didYouMean(this.showsSchema ? meant : [])}`, node);
  }
}

/** GraphQL reads a single value as a list with one entry. */
function listOf(value: unknown): unknown {
  return value === FAULTY ? FAULTY : [value];
}

function isNumber(literal: ValueNode | undefined, value: unknown): boolean {
  if (literal) return literal.kind === Kind.INT || literal.kind === Kind.FLOAT;
  return typeof value === 'number' || typeof value === 'bigint';
}

function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { kind, value: text } = (value ?? {}) as { readonly kind?: unknown; readonly value?: unknown };
  return (kind === Kind.ENUM || kind === Kind.STRING) && typeof text === 'string' ? text : '';
}

function nullable(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type.ofType : type;
}
