import {
  execute,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { InvalidInput, RecordingErrorCode, type ErrorEntry } from '../../../../src/errors.ts';
import { parseJson } from '../../../../src/wire/json.ts';

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
      const text = `${kind} ($it: ${String(argument.type)}) { it: ${field.name}(${argument.name}: $it) { ${selection} } }`;
      return [{ name: field.name, input: getNamedType(argument.type).name, document: parse(text) }];
    });
  });
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
export function coerced(schema: GraphQLSchema, typeName: string, value: unknown): unknown {
  const type = schema.getType(typeName);
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return value;
  const fields = type.getFields();
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => {
    const field = fields[name];
    return [name, field ? ofType(member, getNullableType(field.type)) : member];
  });
  return Object.fromEntries(members) as unknown;

  function ofType(member: unknown, of: ReturnType<typeof getNullableType>): unknown {
    if (member === null) return member;
    if (isListType(of)) {
      const entries: unknown[] = Array.isArray(member) ? member : [member];
      return entries.map((entry) => ofType(entry, getNullableType(of.ofType as typeof of)));
    }
    const named = getNamedType(of)!;
    if (isInputObjectType(named)) return coerced(schema, named.name, member);
    const isText = (named.name === 'ID' || named.name === 'Int64') && Number.isInteger(member);
    return isText ? JSON.stringify(member) : member;
  }
}
