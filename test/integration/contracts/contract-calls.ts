import { execute, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ErrorEntry } from '../../../src/errors.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { parseJson, type JsonValue } from '../../../src/wire/json.ts';
import type { WireCall } from '../../../src/wire/transport.ts';
import { fakeVendor, KEYS, schemaOver } from '../../shared/fake-vendor.ts';
import { type Input, ROOTS, siteFor, type Root, inputType, STARTS } from './contract-walk.ts';

/** What became of a call. */
export interface Outcome {
  /** `errors` of the payload. */
  readonly errors: readonly ErrorEntry[];
  /** Messages of GraphQL itself: the variables do not have the type of the input. */
  readonly refusals: readonly string[];
  readonly calls: readonly WireCall[];
  /** The mark by which the vendor knows the recording that was started; null where there is none. */
  readonly mark: string | null;
  /** The parameters that were sent: the body, or what the path holds where there is none; undefined: no call. */
  readonly sent: JsonValue | undefined;
}

/** The real schema, for an account of either site, over a vendor that takes everything. */
export interface Api {
  readonly schema: GraphQLSchema;
  /** Without a site, the account is of one that knows the region and every parameter of the input. */
  readonly call: (root: string, input: Input, site?: Site) => Promise<Outcome>;
}

export async function openApi(): Promise<Api> {
  const vendor = fakeVendor();
  const schemas = {
    intl: (await schemaOver(vendor)).schema,
    china: (await schemaOver(vendor, { ...KEYS, TENCENT_SITE: 'china' })).schema,
  };
  const roots = new Map(
    ROOTS.map((root) => [
      root.name,
      { root, document: documentOf(schemas.intl, root, 'errors { code message path retryable }') },
    ]),
  );
  return {
    schema: schemas.intl,
    call: async (name, input, site) => {
      vendor.calls.length = 0;
      const { root, document } = roots.get(name)!;
      const result = await execute({
        schema: schemas[site ?? siteFor(root, input)],
        document,
        variableValues: { input },
        contextValue: { requestId: 'test' },
      });
      const payload = result.data?.['it'] as StartAnswer | undefined;
      const calls = [...vendor.calls];
      return {
        errors: payload?.errors ?? [],
        refusals: (result.errors ?? []).map(({ message }) => message),
        calls,
        mark: markOf(payload),
        sent: calls.length === 0 ? undefined : parametersOf(root, calls[0]!),
      };
    },
  };
}

/** The parameters of a call, wherever it has them. */
export function parametersOf({ spec }: Root, { url, body }: WireCall): JsonValue {
  if (body !== undefined) return parseJson(body);
  const at = (spec.path ?? '').split('/').indexOf('{room_id}');
  return { room_id: decodeURIComponent(new URL(url).pathname.split('/')[at]!) };
}

/** What is asked of a payload. `recording` is asked of starts only. */
export interface StartAnswer {
  readonly errors: readonly ErrorEntry[];
  readonly recording?: { readonly vendorKey: string | null } | null;
}

/** The mark by which the vendor knows the recording that a call started. */
export function markOf(payload: StartAnswer | null | undefined): string | null {
  return payload?.recording?.vendorKey ?? null;
}

/** An operation of a root field that reads this of its payload, and of a start the mark of its recording. */
export function documentOf(schema: GraphQLSchema, root: Root, selection: string): DocumentNode {
  const { kind, name } = root;
  const type = inputType(schema, root).name;
  const more = STARTS.includes(root) ? 'recording { vendorKey }' : '';
  return parse(`${kind} ($input: ${type}!) { it: ${name}(input: $input) { ${selection} ${more} } }`);
}
