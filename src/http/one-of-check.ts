import {
  getNamedType,
  isInputObjectType,
  isInputType,
  typeFromAST,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { isObject } from './asked.ts';

/** Whether variables give exactly one field, not null, wherever `@oneOf` asks for it. What is wrong otherwise, it passes. */
export type OneOfCheck = (variables: Readonly<Record<string, unknown>>) => boolean;

/** The check for the variables of an operation, which the compiler leaves out; undefined where none of their types needs it. */
export function oneOfCheck(schema: GraphQLSchema, operation: OperationDefinitionNode): OneOfCheck | undefined {
  const plans = new Map<GraphQLInputObjectType, Plan>();
  const checked = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node }) => {
    const type = typeFromAST(schema, node);
    const named = type && getNamedType(type);
    const plan = isInputType(named) && isInputObjectType(named) ? planOf(named, plans) : undefined;
    return plan?.matters === true ? [[variable.name.value, plan] as const] : [];
  });
  if (checked.length === 0) return undefined;
  return (variables) => checked.every(([name, plan]) => keeps(plan, variables[name]));
}

interface Plan {
  readonly isOneOf: boolean;
  /** The fields below which something is to be checked. */
  readonly fields: Map<string, Plan>;
  /** Whether it or something below it is to be checked. */
  matters: boolean;
}

function planOf(type: GraphQLInputObjectType, plans: Map<GraphQLInputObjectType, Plan>): Plan {
  const known = plans.get(type);
  if (known) return known;
  const plan: Plan = { isOneOf: type.isOneOf, fields: new Map(), matters: type.isOneOf };
  plans.set(type, plan);
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type);
    const below = isInputObjectType(named) ? planOf(named, plans) : undefined;
    if (below?.matters !== true) continue;
    plan.fields.set(field.name, below);
    plan.matters = true;
  }
  return plan;
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
