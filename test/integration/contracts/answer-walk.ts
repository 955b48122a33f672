import {
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { elementType, type ContractType } from '../../../src/emulation/contract/contract.ts';
import { MASK } from '../../../src/wire/secret.ts';
import { baseType, contractOf, fieldOf, inputName, type Root, type Spec } from './contract-walk.ts';
import { serverAnswers } from './server-fields.ts';

// Walks the response types of contracts/*.json beside the payloads, and writes answers from the contracts.

/** A field of a response, wherever it is nested. */
export interface AnswerPlace {
  readonly root: Root;
  /** Wire names from the response on. */
  readonly name: string;
  readonly spec: Spec;
  readonly nested: boolean;
  /** Absent: the payload lacks it. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
}

/** A response type of a contract, and the object type that stands for it. */
export interface AnswerPair {
  readonly root: Root;
  readonly name: string;
  readonly fields: Readonly<Record<string, Spec>>;
  readonly type: GraphQLObjectType;
}

type Types = Readonly<Record<string, ContractType>>;

/** Every field of a root's response, and every type in it. */
export function answerOf(
  schema: GraphQLSchema,
  root: Root,
  types: Types = contractOf(root).types,
): { places: AnswerPlace[]; pairs: AnswerPair[] } {
  const places: AnswerPlace[] = [];
  const pairs: AnswerPair[] = [];
  const enter = (typeName: string, type: GraphQLObjectType, above: string): void => {
    const fields = types[typeName]!.fields as Readonly<Record<string, Spec>>;
    pairs.push({ root, name: above, fields, type });
    for (const [wireName, spec] of Object.entries(fields)) {
      const name = above === '' ? wireName : `${above}.${wireName}`;
      const field = type.getFields()[inputName(root.product, wireName)];
      const nested = Object.hasOwn(types, baseType(spec));
      places.push({ root, name, spec, nested, field });
      const inner = field && getNamedType(field.type);
      if (nested && isObjectType(inner)) enter(baseType(spec), inner, name);
    }
  };
  enter(root.spec.output, payloadType(schema, root), '');
  return { places, pairs };
}

export function payloadType(schema: GraphQLSchema, root: Root): GraphQLObjectType {
  const type = getNamedType(fieldOf(schema, root).type);
  if (!isObjectType(type)) throw new Error(`${root.name} has no payload`);
  return type;
}

/** Everything of a vendor that a payload has to select, and the errors. */
export function selectionOf(schema: GraphQLSchema, root: Root): string {
  const { errors: _, ...others } = serverAnswers(root);
  return wholeOf(payloadType(schema, root), Object.keys(others));
}

/** Everything that an object has to select but for these fields, and those that lead back to what holds them. */
export function wholeOf(
  type: GraphQLObjectType,
  without: readonly string[] = [],
  holders: readonly GraphQLObjectType[] = [],
): string {
  const wanted = Object.values(type.getFields()).filter(({ name }) => !without.includes(name));
  const fields = wanted.flatMap(({ name, type: of }) => {
    const inner = getNamedType(of);
    if (!isObjectType(inner)) return name;
    return holders.includes(inner) ? [] : `${name} ${wholeOf(inner, [], [...holders, type])}`;
  });
  return `{ ${fields.join(' ')} }`;
}

/** What a vendor can answer in a field. */
export interface Style {
  /** A text or a number for a leaf; undefined leaves the field out. */
  readonly leaf: (spec: Spec, name: string) => string | number | bigint | boolean | null | undefined;
  /** Elements of a list; null: no list. */
  readonly length: number | null;
  /** Nested objects and lists of them: there, null or left out. */
  readonly nested: 'there' | 'null' | 'absent';
}

/** An answer as text, and what a client must read of it; `errors` left out. */
export interface Sample {
  readonly body: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const NULLABLE_OBJECT = 'the object itself may be null';

/** Whether a contract says that null can stand for an object of this type. */
export function mayBeNull(root: Root, typeName: string): boolean {
  const { note = '' } = contractOf(root).types[typeName] as ContractType & { note?: string };
  return note.toLowerCase().includes(NULLABLE_OBJECT.slice(4));
}

/** Writes an answer of an action. Digits are written as text, for a number would lose some. */
export function sampleAnswer(root: Root, style: Style): Sample {
  const { types } = contractOf(root);
  const { text, value } = object(root.spec.output, '');
  const body = root.product === 'rongcloud' ? text : `{"Response":${text}}`;
  return { body, payload: value as Record<string, unknown> };

  function object(typeName: string, above: string): Written & { text: string } {
    const members = Object.entries(types[typeName]!.fields as Readonly<Record<string, Spec>>).map(([wireName, spec]) => {
      const name = above === '' ? wireName : `${above}.${wireName}`;
      const success = root.product === 'rongcloud' && name === 'code';
      const written = success ? leaf(root.spec.successCode, spec) : one(spec, name);
      return { wireName, name: inputName(root.product, wireName), written };
    });
    const sent = members.filter(({ written }) => written.text !== undefined);
    return {
      text: `{${sent.map(({ wireName, written }) => `"${wireName}":${written.text}`).join(',')}}`,
      value: Object.fromEntries(members.map(({ name, written }) => [name, written.value])),
    };
  }

  function one(spec: Spec, name: string): Written {
    const type = baseType(spec);
    const nested = Object.hasOwn(types, type);
    if (nested && style.nested !== 'there') return { text: style.nested === 'null' ? 'null' : undefined, value: null };
    const element = (index: number): Written => (nested ? object(type, name) : leaf(style.leaf(spec, `${name}${index}`), spec));
    if (elementType(spec.type) === undefined) return element(0);
    if (style.length === null) return { text: 'null', value: null };
    const elements = Array.from({ length: style.length }, (_, index) => element(index));
    // A hole at either end.
    const holes: Written[] = nested && mayBeNull(root, type) ? [{ text: 'null', value: null }] : [];
    const all = [...holes, ...elements, ...holes];
    const absent = all.some(({ text }) => text === undefined);
    return {
      text: absent ? undefined : `[${all.map(({ text }) => text!).join(',')}]`,
      value: absent ? null : all.map(({ value }) => value),
    };
  }
}

interface Written {
  readonly text: string | undefined;
  readonly value: unknown;
}

function leaf(value: ReturnType<Style['leaf']>, spec: Spec): Written {
  if (value == null) return { text: value === null ? 'null' : undefined, value: null };
  const text = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
  if (spec.secret) return { text, value: value === '' ? '' : MASK };
  return { text, value: baseType(spec) === 'int64' ? String(value) : value };
}
