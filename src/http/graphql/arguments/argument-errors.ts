import type { GraphQLError } from 'graphql';
import { Coercion } from '../../../input/coercion/coercion.ts';
import { Faults, MAX_FAULTS, type ValueFault } from '../../../input/coercion/faults.ts';
import { SentVariables } from '../../../input/coercion/variables.ts';
import { clientError } from '../../errors/public-errors.ts';
import { tooManyValues } from './variable-sizes.ts';
import { readArguments, type ReadArguments, type Request } from './argument-walk.ts';

export function variablesFit(request: Request & { readonly operation: NonNullable<Request['operation']> }): boolean {
  const { schema, operation, variables } = request;
  if (tooManyValues(variables)) return false;
  const faults = new Faults();
  const coercion = new Coercion(faults, false);
  let mayBeNull = false;
  for (const [, { type, isGiven, isRequired, value }] of new SentVariables(schema, operation, variables).all()) {
    if (!isGiven) {
      if (isRequired) return false;
      continue;
    }
    if (value === null) mayBeNull = true;
    if (type) faults.until(() => coercion.value(value, type, []));
    if (faults.all.length > 0) return false;
  }
  // A default of the variable or of the argument allows a nullable variable at a non-null place; graphql-js finds the
  // null only during the execution.
  return !mayBeNull || !hasFaults(request);
}

function hasFaults(request: Request): boolean {
  const { inputs, others } = readArguments(request);
  return others.length > 0 || [...inputs.values()].some(({ faults }) => faults.length > 0);
}

/** Returns every fault in the arguments of a refused request, for the top level of the answer. */
export function argumentErrors(request: Request, read: ReadArguments = readArguments(request)): GraphQLError[] {
  const { inputs, others } = read;
  const faults = [...others, ...[...inputs.values()].flatMap(({ faults: own }) => own)];
  if (faults.length > 0) return faults.slice(0, MAX_FAULTS).map(errorOf);
  const many = tooManyValues(request.variables);
  if (many) return [clientError(`${many.path.join('.')} ${many.rule}`.trim(), 'BAD_USER_INPUT', pathOf(many.path))];
  return unusedErrors(request);
}

/** Returns the faults of variables that no argument reads, as variables of a directive. */
function unusedErrors({ schema, operation, variables, showsSchema }: Request): GraphQLError[] {
  const faults = new Faults();
  const coercion = new Coercion(faults, showsSchema);
  faults.until(() => {
    for (const [name, { type, isGiven, isRequired, value }] of new SentVariables(schema, operation, variables).all()) {
      if (!isGiven && isRequired) faults.add([`$${name}`], 'is required', undefined);
      else if (isGiven && type) coercion.value(value, type, [`$${name}`]);
    }
  });
  return faults.all.map(errorOf);
}

function errorOf({ path, message, node }: ValueFault): GraphQLError {
  return clientError(message, 'BAD_USER_INPUT', { ...pathOf(path), node });
}

function pathOf(path: readonly string[]): { readonly path?: readonly string[] } {
  return path.length > 0 ? { path } : {};
}
