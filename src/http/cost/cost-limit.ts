import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { clientError } from '../errors/public-errors.ts';
import type { VariableReader } from './conditions.ts';
import { costOfPart, costOfParts, costPlan, type CostPlan, type Part } from './cost-plan.ts';

// The cost is known before the execution: the page sizes times the weights of the selected fields.

export const DEFAULT_MAX_COST = 10_000;

type Variables = Readonly<Record<string, unknown>> | null | undefined;

export type CostOf = (variables: Variables) => number;

export class CostLimit {
  readonly #plans = new WeakMap<OperationDefinitionNode, CostPlan>();

  constructor(
    private readonly schema: GraphQLSchema,
    readonly max: number = DEFAULT_MAX_COST,
  ) {}

  /** Returns the cost function of a valid operation. Called for every request, so the function is cheap. */
  costOf(document: DocumentNode, operation: OperationDefinitionNode): CostOf {
    const { parts, defaults } = this.#planOf(document, operation);
    if (!parts) return () => Infinity;
    let usesVariables = false;
    const fixed = costOfParts(parts, () => {
      usesVariables = true;
      return undefined;
    });
    if (!usesVariables) return () => fixed;
    return (variables) => costOfParts(parts, readerOf(variables, defaults));
  }

  /** Returns the cost of an operation, and a fault if the cost exceeds the limit. */
  judge(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ): { readonly cost: number; readonly fault?: GraphQLError } {
    const { parts, defaults } = this.#planOf(document, operation);
    if (!parts) return { cost: Infinity, fault: refusal(TOO_WIDE) };
    const read = readerOf(variables, defaults);
    const cost = costOfParts(parts, read);
    if (cost <= this.max) return { cost };
    const most = costliest(parts, read).join('.');
    const message = `The request costs ${cost}, and the limit is ${this.max}. Most of it is ${most}`;
    return { cost, fault: refusal(`${message}: ask for fewer by first, leave fields out, or send several requests.`) };
  }

  #planOf(document: DocumentNode, operation: OperationDefinitionNode): CostPlan {
    let plan = this.#plans.get(operation);
    if (!plan) this.#plans.set(operation, (plan = costPlan(this.schema, document, operation)));
    return plan;
  }
}

const TOO_WIDE = 'The fragments of the document ask for too many fields: use them at fewer places.';

function refusal(message: string): GraphQLError {
  return clientError(message, 'COST_EXCEEDED');
}

function readerOf(variables: Variables, defaults: CostPlan['defaults']): VariableReader {
  return (name) => (variables && Object.hasOwn(variables, name) ? variables[name] : defaults.get(name));
}

/** Returns the path to the field with most of the cost. */
function costliest(parts: readonly Part[], read: VariableReader): string[] {
  const costs = new Map<string, number>();
  let all = 0;
  for (const part of parts) {
    const cost = costOfPart(part, read);
    all += cost;
    costs.set(part.name, (costs.get(part.name) ?? 0) + cost);
  }
  const [name, cost] = [...costs].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0]);
  if (name === '' || cost * 2 < all) return [];
  const below = parts.filter((part) => part.name === name && costOfPart(part, read) > 0).flatMap((part) => part.parts);
  return [name, ...costliest(below, read)];
}
