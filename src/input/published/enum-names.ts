import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type GraphQLInputType,
} from 'graphql';
import type { JsonSchema } from '../rule-metadata.ts';

/** Replaces the internal values of enums in the schema of a rule with their names. */
export function withEnumNames(schema: JsonSchema, type: GraphQLInputType | undefined): JsonSchema {
  const translate = (value: unknown, at = type): unknown => withEnumNames(value as JsonSchema, at);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    switch (keyword) {
      case 'const':
        return [keyword, nameOf(value, type)];
      case 'enum':
        return [keyword, (value as unknown[]).map((each) => nameOf(each, type))];
      case 'not':
      case 'if':
      case 'then':
        return [keyword, translate(value)];
      case 'allOf':
      case 'anyOf':
        return [keyword, (value as unknown[]).map((each) => translate(each))];
      case 'items':
      case 'contains':
        return [keyword, translate(value, elementOf(type))];
      case 'properties':
        return [
          keyword,
          Object.fromEntries(
            Object.entries(value as object).map(([name, below]) => [name, translate(below, fieldOf(type, name))]),
          ),
        ];
      default:
        return [keyword, value];
    }
  });
  return Object.fromEntries(entries);
}

function nameOf(value: unknown, type: GraphQLInputType | undefined): unknown {
  const named = type && getNamedType(type);
  if (!isEnumType(named)) return value;
  const member = named.getValues().find((each) => each.value === value);
  if (!member) throw new Error(`${named.name} has no value ${String(value)}`);
  return member.name;
}

function elementOf(type: GraphQLInputType | undefined): GraphQLInputType | undefined {
  const nullable = type && getNullableType(type);
  return isListType(nullable) ? nullable.ofType : undefined;
}

function fieldOf(type: GraphQLInputType | undefined, name: string): GraphQLInputType {
  const named = type && getNamedType(type);
  const field = isInputObjectType(named) ? named.getFields()[name] : undefined;
  if (!field) throw new Error(`a rule names the field ${name}, which ${String(named)} does not have`);
  return field.type;
}
