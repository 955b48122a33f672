import {
  execute,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { describe, expect, it } from 'vitest';
import { elementType } from '../../../src/emulation/contract/contract.ts';
import { MASK } from '../../../src/wire/secret.ts';
import { fakeVendor, KEYS, schemaOver } from '../../shared/fake-vendor.ts';
import { answerOf, mayBeNull, payloadType, sampleAnswer, selectionOf, type Style } from './answer-walk.ts';
import { baseType, contractOf, inputType, ROOTS, type Root, type Spec, inputName } from './contract-walk.ts';
import { minimalInput } from './contract-inputs.ts';
import { isControl, isStart, serverAnswers } from './server-fields.ts';

let next = '';
const vendor = fakeVendor(() => next);
const schemas = {
  intl: (await schemaOver(vendor)).schema,
  china: (await schemaOver(vendor, { ...KEYS, TENCENT_SITE: 'china' })).schema,
};
const schema = schemas.intl;

const answers = new Map(ROOTS.map((root) => [root, answerOf(schema, root)]));
const places = ROOTS.flatMap((root) => answers.get(root)!.places);
const rows = places.map((place) => [`${place.root.name} ${place.name}`, place] as const);
const rootOf = (name: string): Root => ROOTS.find((root) => root.name === name)!;

/** Everything that a root field gives of a vendor when the vendor answers a text. */
async function ask(root: Root, body: string): Promise<{ payload: unknown; refusals: readonly string[] }> {
  next = body;
  const { name } = inputType(schema, root);
  const at = schemas[root.sites[0]!];
  const selection = selectionOf(schema, root);
  const document = parse(`${root.kind} ($input: ${name}!) { it: ${root.name}(input: $input) ${selection} }`);
  const variables = { input: minimalInput(schema, root) };
  const context = { requestId: 'test' };
  const results = [
    await execute({ schema: at, document, variableValues: variables, contextValue: context }),
    await compiled(at, document)(undefined, context, variables),
  ];
  const [plain, fast] = results.map((result) => ({
    // GraphQL's objects have no prototype.
    payload: JSON.parse(JSON.stringify(result.data?.['it'] ?? null)) as unknown,
    refusals: (result.errors ?? []).map(({ message }) => message),
  }));
  expect(fast).toEqual(plain); // frequent documents are compiled
  return plain!;
}

function compiled(at: GraphQLSchema, document: DocumentNode): CompiledQuery['query'] {
  const program = compileQuery(at, document);
  if (!isCompiledQuery(program)) throw new Error('cannot be compiled');
  return program.query;
}

describe('a payload', () => {
  it.each(ROOTS.flatMap((root) => answers.get(root)!.pairs.map((pair) => [`${root.name} ${pair.name}`, pair] as const)))(
    'has the fields of its contract, and beside them only those of the server: %s',
    (_, { root, name, fields, type }) => {
      const expected = answers.get(root)!.places.filter((place) => place.name.startsWith(name === '' ? '' : `${name}.`));
      expect(expected.filter(({ field }) => field === undefined)).toEqual([]);
      const own = Object.keys(fields).map((wireName) => inputName(root.product, wireName));
      const ours = name === '' ? Object.keys(serverAnswers(root)) : [];
      expect(Object.keys(type.getFields()).sort()).toEqual([...own, ...ours].sort());
    },
  );

  it.each(ROOTS)('would lack a field that were added to its contract: $name', (root) => {
    const { types } = contractOf(root);
    const output = types[root.spec.output]!;
    const added = { ...types, [root.spec.output]: { ...output, fields: { ...output.fields, NewField: { type: 'string' } } } };
    const lacking = answerOf(schema, root, added).places.filter(({ field }) => field === undefined);
    expect(lacking.map(({ name }) => name)).toEqual(['NewField']);
  });
});

/** What stands for a contract's plain type in answers; codes stay what they are, for new ones may come. */
const SCALARS: Readonly<Record<string, string>> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Int',
  uint32: 'UInt32',
  int64: 'Int64',
};

describe('a field of a payload', () => {
  it.each(rows)('has the type of its contract, and can be null: %s', (_, { root, spec, nested, field }) => {
    const { type } = field!;
    expect(isNonNullType(type)).toBe(false);
    expect(isListType(type)).toBe(elementType(spec.type) !== undefined);
    if (isListType(type)) expect(isNonNullType(type.ofType)).toBe(!(nested && mayBeNull(root, baseType(spec))));
    const named = getNamedType(type);
    if (nested) expect(isObjectType(named)).toBe(true);
    else expect(named.name).toBe(spec.secret ? 'Secret' : SCALARS[baseType(spec)]);
  });

  it.each(rows.filter(([, { spec }]) => spec.enum != null))('reports every known value, and that others come: %s', (_, place) => {
    const description = place.field!.description!;
    for (const { value } of place.spec.enum!) expect(description).toMatch(new RegExp(`\\b${value}: `));
    expect(description).toContain('Other values are possible, and kept.');
  });

  it.each(rows.filter(([, { spec }]) => spec.unit !== undefined))('reports its unit: %s', (_, { spec, field }) => {
    const words: Readonly<Record<string, string>> = {
      's (Unix)': 'Unix seconds',
      'ms (Unix)': 'Unix milliseconds',
      ms: 'milliseconds',
      milliseconds: 'Unix milliseconds',
      bytes: 'bytes',
      px: 'pixels',
    };
    expect(field!.description).toContain(`In ${words[spec.unit!]!}.`);
  });

  it('is deprecated where the vendor has no more use for it, and nowhere else', () => {
    const deprecated = rows.filter(([, { field }]) => field?.deprecationReason !== undefined);
    expect(deprecated.map(([title]) => title)).toEqual([
      'tiwDescribeVideoGenerationTask Progress',
      'tiwDescribeVideoGenerationTask VideoInfos',
    ]);
    expect(deprecated.every(([, { spec }]) => spec.deprecated)).toBe(true);
    expect(rows.filter(([, { spec }]) => spec.deprecated)).toHaveLength(deprecated.length);
  });

  it('that is the vendor\'s can be null; errors cannot, nor can whether it is a replay', () => {
    for (const root of ROOTS) {
      const fields = Object.values(payloadType(schema, root).getFields());
      const never = fields.filter(({ type }) => getNullableType(type) !== type).map(({ name }) => name);
      expect(never.sort()).toEqual(root.kind === 'mutation' ? ['errors', 'replayed'] : ['errors']);
    }
  });

  it.each(ROOTS)('that is the server\'s has its type: $name', (root) => {
    const fields = payloadType(schema, root).getFields();
    const types = Object.keys(serverAnswers(root)).map((name) => [name, String(fields[name]?.type)]);
    expect(Object.fromEntries(types)).toEqual(serverAnswers(root));
  });

  it('is a recording in 15 payloads: of 5 starts, and of 10 calls that are about one', () => {
    expect([ROOTS.filter(isStart).length, ROOTS.filter(isControl).length]).toEqual([5, 10]);
    const having = ROOTS.filter((root) => Object.hasOwn(serverAnswers(root), 'recording'));
    expect(having).toHaveLength(15);
  });
});

const KEY = 'canary-key-in-clear';
const LARGE = 9_223_372_036_854_775_807n;

/** The largest values of every type, texts of several alphabets, and codes that nobody listed. */
function extreme(spec: Spec, name: string): string | number | bigint | boolean {
  if (spec.secret) return KEY;
  switch (baseType(spec)) {
    case 'int64':
      if (spec.max !== undefined) return BigInt(spec.max);
      return spec.unit?.includes('Unix') || spec.unit === 'milliseconds' ? 1_795_219_200_123n : LARGE;
    case 'uint32':
      return 4_294_967_295;
    case 'integer':
      return spec.enum ? 987_654 : -2_147_483_648;
    case 'boolean':
      return true;
    default:
      return spec.enum ? 'NOBODY_LISTED_THIS' : `${name} é 录制 😀 "\\/ \u2028 12345678901234567890`;
  }
}

/** The first value that the contract lists, or the plainest. */
function plainest(spec: Spec): string | number | bigint | boolean {
  const [listed] = spec.enum ?? [];
  if (listed) return listed.value;
  return { string: '', boolean: false, integer: 0, uint32: 0, int64: 0 }[baseType(spec)] ?? '';
}

const STYLES: readonly (readonly [string, Style])[] = [
  ['the largest values and unknown codes', { leaf: extreme, length: 2, nested: 'there' }],
  ['the plainest values', { leaf: plainest, length: 1, nested: 'there' }],
  ['int64 as small numbers', { leaf: (spec, name) => (baseType(spec) === 'int64' ? 7 : extreme(spec, name)), length: 3, nested: 'there' }],
  ['the first number beyond 2^53', { leaf: (spec, name) => (baseType(spec) === 'int64' ? 9_007_199_254_740_993n : extreme(spec, name)), length: 1, nested: 'there' }],
  ['empty lists', { leaf: extreme, length: 0, nested: 'there' }],
  ['null for lists', { leaf: extreme, length: null, nested: 'there' }],
  ['null everywhere', { leaf: () => null, length: null, nested: 'null' }],
  [
    'null inside of objects',
    { leaf: (spec, name) => (name.includes('.') && elementType(spec.type) === undefined ? null : extreme(spec, name)), length: 1, nested: 'there' },
  ],
  ['nothing at all', { leaf: () => undefined, length: 1, nested: 'absent' }],
];

describe('an answer', () => {
  it.each(
    ROOTS.flatMap((root) => STYLES.map(([title, style]) => ({ root, title, style, name: root.name }))),
  )('with $title comes back complete, digit for digit: $name', async ({ root, style }) => {
    const { body, payload } = sampleAnswer(root, style);
    expect(await ask(root, body)).toEqual({ payload: { ...payload, errors: [] }, refusals: [] });
  });

  it.each(ROOTS)('may hold fields that no contract knows: $name', async (root) => {
    const { body, payload } = sampleAnswer(root, STYLES[0]![1]);
    const more = body.replaceAll('{"', '{"__proto__":{"polluted":1},"constructor":7,"New":{"a":[1,null]},"');
    const wrapped = root.product === 'rongcloud' ? more : `{"Response":${more.slice(more.indexOf('{', more.indexOf('"Response":')))}`;
    expect(await ask(root, wrapped)).toEqual({ payload: { ...payload, errors: [] }, refusals: [] });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each(rows.filter(([, { spec }]) => spec.secret))('never shows a key: %s', async (_, { root }) => {
    const { body } = sampleAnswer(root, STYLES[0]![1]);
    expect(body).toContain(KEY);
    const { payload } = await ask(root, body);
    expect(payload).toMatchObject({ callbackKey: MASK, errors: [] });
    expect(JSON.stringify(payload)).not.toContain('canary');
  });

  it.each(rows.filter(([, { spec }]) => spec.secret))('shows that no key is set: %s', async (_, { root }) => {
    expect(await ask(root, '{"Response":{"CallbackKey":"","Callback":null}}')).toMatchObject({
      payload: { callbackKey: '', callback: null, errors: [] },
    });
    expect(await ask(root, '{"Response":{"CallbackKey":null}}')).toMatchObject({ payload: { callbackKey: null } });
  });

  it('can have null in a list of files where the contract says so, and keeps the place', async () => {
    const body = '{"Response":{"RecordInfo":[null,{"UserId":"0","RecordStatus":13},null],"RequestId":"r"}}';
    expect(await ask(rootOf('gmeDescribeRecordInfo'), body)).toMatchObject({
      payload: { recordInfo: [null, { userId: '0', recordStatus: 13, fileName: null }, null], errors: [] },
      refusals: [],
    });
  });

  it('says with nothing but null that no voice recording runs', async () => {
    const body = '{"Response":{"TaskId":null,"RecordMode":null,"SubscribeRecordUserIds":null,"RequestId":"r"}}';
    expect(await ask(rootOf('gmeDescribeTaskInfo'), body)).toEqual({
      payload: { taskId: null, recordMode: null, subscribeRecordUserIds: null, requestId: 'r', errors: [] },
      refusals: [],
    });
  });
});

describe('the code of a success at RongCloud', () => {
  const rongcloud = ROOTS.filter(({ product }) => product === 'rongcloud');

  it('is 10000 where a room is closed, and 200 elsewhere', () => {
    expect(rongcloud.map(({ action, spec }) => `${action} ${spec.successCode!}`)).toEqual([
      'startRecord 200',
      'stopRecord 200',
      'updateRecordLayout 200',
      'queryRoom 200',
      'destroyRoom 10000',
    ]);
  });

  it.each(rongcloud)('is not that of the other age of paths: $name', async (root) => {
    const { successCode } = root.spec;
    expect(await ask(root, `{"code":${successCode!}}`)).toMatchObject({ payload: { code: successCode, errors: [] } });
    const wrong = successCode === 200 ? 10_000 : 200;
    expect(await ask(root, `{"code":${wrong}}`)).toMatchObject({
      payload: { code: null, errors: [{ vendorCode: String(wrong) }] },
    });
  });
});
