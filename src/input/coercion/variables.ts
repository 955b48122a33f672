import {
  isInputType,
  Kind,
  typeFromAST,
  type ConstValueNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Path } from './faults.ts';

/** The refusal of a variable that holds too many values to be read. */
export interface TooMany {
  readonly name: string;
  /** Path below the variable. */
  readonly path: Path;
  readonly rule: string;
}

/** A declared variable of an operation, with the value from the client. */
export interface SentVariable {
  readonly type: GraphQLInputType | undefined;
  readonly isRequired: boolean;
  readonly default: ConstValueNode | undefined;
  readonly isGiven: boolean;
  readonly value: unknown;
  readonly tooMany: TooMany | undefined;
  /** False if no variable is read, because another variable holds too many values. */
  readonly isRead: boolean;
}

/** The declared variables of an operation, with the values from the client. */
export class SentVariables {
  readonly #declared = new Map<string, SentVariable>();

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode | undefined,
    values: Readonly<Record<string, unknown>>,
    tooMany?: TooMany,
  ) {
    for (const { variable, type: node, defaultValue } of operation?.variableDefinitions ?? []) {
      const name = variable.name.value;
      const type = typeFromAST(schema, node);
      this.#declared.set(name, {
        type: isInputType(type) ? type : undefined,
        isRequired: node.kind === Kind.NON_NULL_TYPE && !defaultValue,
        default: defaultValue,
        isGiven: Object.hasOwn(values, name),
        value: Object.hasOwn(values, name) ? values[name] : undefined,
        tooMany: tooMany?.name === name ? tooMany : undefined,
        isRead: tooMany === undefined,
      });
    }
  }

  sent(name: string): SentVariable | undefined {
    return this.#declared.get(name);
  }

  all(): Iterable<readonly [string, SentVariable]> {
    return this.#declared;
  }
}
