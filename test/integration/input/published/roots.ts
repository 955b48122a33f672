import {
  execute,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  parse,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { InvalidInput, RecordingErrorCode, type ErrorEntry } from '../../../../src/errors.ts';
import type { JsonSchema } from '../../../../src/input/rule-metadata.ts';
import { parseJson } from '../../../../src/wire/json.ts';
import { plain, propertiesOf, type Json, type Schemas } from './values.ts';

/** A root field that takes an input, and a document that hands it over. */
export interface Root {
  readonly name: string;
  readonly input: string;
  readonly document: DocumentNode;
}

/** Every query and mutation that takes an input, by its first argument of that kind. */
export function rootsOf(schema: GraphQLSchema): Root[] {
  return (['query', 'mutation'] as const).flatMap((kind) => {
    const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
    return Object.values(type!.getFields()).flatMap((field): Root[] => {
      const argument = field.args.find(({ type: given }) => isInputObjectType(getNamedType(given)));
      if (!argument) return [];
      const answer = getNamedType(field.type);
      const hasErrors = isObjectType(answer) && 'errors' in answer.getFields();
      const selection = hasErrors ? 'errors { code path message }' : '__typename';
      const others = field.args.filter((each) => each !== argument && isRequiredArgument(each));
      const given = [`${argument.name}: $it`, ...others.map(({ name, type: of }) => `${name}: ${firstValueOf(of)}`)];
      const text = `${kind} ($it: ${String(argument.type)}) { it: ${field.name}(${given.join(', ')}) { ${selection} } }`;
      return [{ name: field.name, input: getNamedType(argument.type).name, document: parse(text) }];
    });
  });
}

/** A value of an enum, as a literal. */
function firstValueOf(type: GraphQLInputType): string {
  const named = getNamedType(type);
  if (!isEnumType(named)) throw new Error(`there is no value of ${named.name} at hand`);
  return named.getValues()[0]!.name;
}

/** Where the server says that a value is wrong; empty where it takes the value. */
export async function faultsOf(schema: GraphQLSchema, { document }: Root, value: unknown): Promise<string[][]> {
  const it = parseJson(JSON.stringify(value) ?? 'null');
  const result = await execute({ schema, document, variableValues: { it }, contextValue: { requestId: 'test' } });
  const faults: string[][] = [];
  for (const { message, originalError } of result.errors ?? []) {
    if (originalError instanceof InvalidInput) faults.push(...originalError.faults.map(({ path }) => path.slice(1)));
    else if (result.data === undefined) faults.push(coercionPath(message));
    else throw originalError ?? new Error(message);
  }
  const payload = result.data?.['it'] as { readonly errors?: readonly ErrorEntry[] } | null | undefined;
  for (const { code, path } of payload?.errors ?? []) {
    if (code === RecordingErrorCode.INVALID_INPUT) faults.push([...(path ?? [])].slice(1));
  }
  return faults;
}

/** graphql-js tells the place in its message: at "it.a[0].b". */
function coercionPath(message: string): string[] {
  const [, path = ''] = /^Variable "\$it" got invalid value .* at "it\.?([^"]*)"/s.exec(message) ?? [];
  return path.split(/[.[\]]+/).filter((step) => step !== '');
}

/** A value as the server reads it, where it takes more than the schemas say: the forms that x-server-also-accepts names. */
export function coerced(schemas: Schemas, schema: JsonSchema, value: Json): Json {
  const own = plain(schemas, schema);
  if (value === null) return null;
  const types = [own['type']].flat();
  if (types.includes('array')) {
    const entries = Array.isArray(value) ? value : [value];
    return entries.map((entry) => coerced(schemas, own['items'] as JsonSchema, entry));
  }
  if (types.includes('object')) {
    if (typeof value !== 'object' || Array.isArray(value)) return value;
    const properties = propertiesOf(own);
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const property = properties[name];
        return [name, property ? coerced(schemas, property, member) : member];
      }),
    );
  }
  // Of texts the schemas name whole numbers: ids, and numbers of 64 bits.
  return own['x-server-also-accepts'] !== undefined && Number.isInteger(value) ? JSON.stringify(value) : value;
}
