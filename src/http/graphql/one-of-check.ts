import {
  getNamedType,
  isInputObjectType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { isObject } from './graphql-params.ts';

/**
 * Whether variables give exactly one non-null field to each `@oneOf` input. Accepts variables with unrelated faults.
 */
export type OneOfCheck = (variables: Readonly<Record<string, unknown>>) => boolean;

/**
 * Compiles the check for an operation, because compiled programs skip `@oneOf`. Undefined: no variable contains a
 * `@oneOf` input.
 */
export function oneOfCheck(schema: GraphQLSchema, operation: OperationDefinitionNode): OneOfCheck | undefined {
  const plans = new Map<GraphQLInputObjectType, Plan>();
  const checked = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
    const type = typeFromAST(schema, node);
    const named = type && getNamedType(type);
    if (!isInputObjectType(named) || !leadsToOneOf(named)) return [];
    return [[variable.name.value, planOf(named, plans)] as const];
  });
  if (checked.length === 0) return undefined;
  return (variables) => checked.every(([name, plan]) => keeps(plan, variables[name]));
}

interface Plan {
  readonly isOneOf: boolean;
  /** Fields that contain a `@oneOf` input. */
  readonly fields: Map<string, Plan>;
}

function planOf(type: GraphQLInputObjectType, plans: Map<GraphQLInputObjectType, Plan>): Plan {
  const known = plans.get(type);
  if (known) return known;
  const plan: Plan = { isOneOf: type.isOneOf, fields: new Map() };
  plans.set(type, plan); // set before the recursion: an input may contain itself
  for (const [name, below] of inputsIn(type)) if (leadsToOneOf(below)) plan.fields.set(name, planOf(below, plans));
  return plan;
}

function leadsToOneOf(type: GraphQLInputObjectType, seen = new Set<GraphQLInputObjectType>()): boolean {
  if (type.isOneOf) return true;
  if (seen.has(type)) return false;
  seen.add(type);
  return inputsIn(type).some(([, below]) => leadsToOneOf(below, seen));
}

function inputsIn(type: GraphQLInputObjectType): (readonly [string, GraphQLInputObjectType])[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    return isInputObjectType(named) ? [[field.name, named] as const] : [];
  });
}

function keeps(plan: Plan, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((entry) => keeps(plan, entry));
  if (!isObject(value)) return true;
  if (plan.isOneOf) {
    const members = Object.values(value);
    if (members.length !== 1 || members[0] == null) return false;
  }
  for (const [name, below] of plan.fields) if (!keeps(below, value[name])) return false;
  return true;
}
