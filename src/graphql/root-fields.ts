import { Arg, Mutation, Query, type ClassType } from 'type-graphql';
import { mutation, Operation, payloadQuery, start, type Run } from './operation.ts';
import type { InputClass } from '../input/input-plan.ts';

/** Declares a query of a vendor with its payload. */
export const PayloadQuery = rootField(Query, payloadQuery);

/** Declares a mutation with its payload. */
export const PayloadMutation = rootField(Mutation, mutation);

/** Declares the start of a recording with its payload. */
export const StartMutation = rootField(Mutation, start);

export function InputArg(input: InputClass, description: string) {
  return Arg('input', () => input, { description });
}

function rootField(declare: typeof Query | typeof Mutation, run: Run) {
  return (payload: ClassType, description: string): MethodDecorator =>
    (prototype, name, method) => {
      Operation(run)(prototype, name, method);
      declare(() => payload, { description })(prototype, name, method);
    };
}
