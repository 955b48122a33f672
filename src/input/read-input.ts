import { isInputType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { InvalidInput } from '../errors.ts';
import { Coercion } from './coercion/coercion.ts';
import { Faults } from './coercion/faults.ts';
import { compileInput, faultsOf } from './compiled-input.ts';

/**
 * Reads a value from another source than GraphQL, such as a file, by the names, enums and rules of an input class. Throws
 * `InvalidInput` with paths below `path`, and without values.
 */
export type ReadInput = <Input extends object>(
  inputClass: new () => Input,
  value: unknown,
  path: readonly string[],
) => Input;

/** Returns the reader for the input classes of a schema. */
export function inputReader(schema: GraphQLSchema): ReadInput {
  return <Input extends object>(inputClass: new () => Input, value: unknown, path: readonly string[]): Input => {
    const named = getMetadataStorage().inputTypes.find(({ target }) => target === inputClass);
    const type = named && schema.getType(named.name);
    if (!isInputType(type)) throw new Error(`${inputClass.name} is not in the schema`);
    const faults = new Faults();
    const coerced = faults.until(() => new Coercion(faults, true).value(value, type, path));
    if (faults.all.length > 0) throw new InvalidInput(faults.all);
    return compileInput(inputClass)(coerced as object, path) as Input;
  };
}

/** Throws `InvalidInput` if an instance breaks a rule of its class, for example after a part was filled in. */
export function recheck(input: object, path: readonly string[]): void {
  const faults = faultsOf(input, path);
  if (faults.length > 0) throw new InvalidInput(faults);
}
