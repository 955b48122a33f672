import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getOperationAST,
  isObjectType,
  parse,
  validate,
  type GraphQLObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { CostLimit, DEFAULT_MAX_COST } from '../../../../src/http/cost/cost-limit.ts';
import { LIST_SIZES, WEIGHTS } from '../../../../src/http/cost/list-sizes.ts';

const SCHEMA = buildSchema(readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8'));

function judge(source: string, variables: Readonly<Record<string, unknown>> = {}, max?: number) {
  const document = parse(source);
  expect(validate(SCHEMA, document)).toEqual([]);
  const limit = new CostLimit(SCHEMA, max);
  const operation = getOperationAST(document)!;
  const { cost, fault } = limit.judge(document, operation, variables);
  expect(limit.costOf(document, operation)(variables)).toBe(cost); // the compiled path works it out so
  return { cost, message: fault?.message };
}

const PAGE = 'query ($first: Int, $last: Int) { recordings(first: $first, last: $last) { nodes { id room } } }';
const MERGED = `{ recordings { nodes { id } } ...A }
fragment A on Query { recordings { nodes { room } } }`;
const STOPS = `mutation {
  stopRecordings(input: { all: true }) {
    results { recording { state availableActions } errors { code } }
    errors { code }
  }
}`;
const PARTS = `query ($files: Boolean = false, $no: Boolean!) {
  recordings(first: 10) { nodes { id ...Files @include(if: $files) tracks @skip(if: $no) { nodes { userId } } } }
}
fragment Files on Recording { files { nodes { name } } }`;

describe('a request costs', () => {
  it.each<[what: string, cost: number, source: string, variables?: object]>([
    ['nothing for plain values', 0, '{ __typename }'],
    ['one for an object', 1, '{ recording(id: "rec") { id state room } }'],
    ['one for each entry of a page, and one for the page', 51, '{ recordings(first: 50) { nodes { id } } }'],
    ['two for each edge', 102, '{ recordings(first: 50) { edges { node { id } } pageInfo { endCursor } } }'],
    ['as much for the last ones', 51, '{ recordings(last: 50) { nodes { id } } }'],
    ['as much where a variable says so', 51, PAGE, { first: 50 }],
    ['as much where a variable says so of the last ones', 51, PAGE, { first: null, last: 50 }],
    ['20 entries where no size is given', 21, PAGE],
    ['what the default of a variable says', 31, PAGE.replace('$first: Int', '$first: Int = 30')],
    ['little where the field refuses its size', 2, PAGE, { first: 1000 }],
    ['200 for a long list without first', 2 + 200, '{ recording(id: "rec") { files { nodes { name } } } }'],
    ['the product of lists in lists', 1 + 20 * 202, '{ recordings { nodes { files { nodes { name } } } } }'],
    ['20 for a manifest', 1 + 20 * 21, '{ recordings { nodes { manifest { json } } } }'],
    ['20 for tracks', 1 + 20 * 22, '{ recordings { nodes { tracks { nodes { userId } } } } }'],
    ['what first asks of changes', 1 + 20 * 7, '{ recordings { nodes { changes(first: 5) { nodes { seq } } } } }'],
    [
      'each alias',
      2 * 101,
      '{ a: recordings(first: 100) { nodes { id } } b: recordings(first: 100) { nodes { id } } }',
    ],
    ['what a count looks at', 2 + 200, '{ recordings(first: 1) { nodes { id } totalCount totalCountIsExact } }'],
    ['seven for each recording that is stopped with its errors', 1 + 100 * 7 + 200, STOPS],
    ['as much for counts by groups', 12 * 20, '{ recordingCounts(groupBy: STATE) { key count } }'],
    ['one for a scalar that is asked for again', 1 + 20 * 3, '{ recordings { nodes { a: room b: room c: room } } }'],
    ['once what two fragments ask for', 21, MERGED],
    ['nothing for what a variable leaves out', 11, PARTS, { no: true }],
    ['more where variables ask for all', 11 + 10 * 201 + 10 * 21, PARTS, { files: true, no: false }],
    ['one for the change and one for its recording', 2, 'subscription { recordingChanged { seq recording { id } } }'],
    ['as much for each change of a batch', 2, 'subscription { recordingChanges { seq recording { id } } }'],
  ])('%s', (_what, cost, source, variables = {}) => {
    expect(judge(source, variables as Record<string, unknown>).cost).toBe(cost);
  });
});

describe('a request that costs too much', () => {
  it('learns its cost, the limit, and what to reduce', () => {
    const { message } = judge(
      '{ recordings(first: 100) { nodes { id files { nodes { name } } changes(first: 9) { nodes { seq } } } } }',
    );
    expect(message).toBe(
      'The request costs 21201, and the limit is 10000. Most of it is recordings.nodes.files.nodes: ask for fewer by first, leave fields out, or send several requests.',
    );
  });

  it('is refused by the limit that is set', () => {
    const source = '{ recordings(first: 100) { nodes { id } } }';
    expect(judge(source, {}, 101).message).toBeUndefined();
    expect(judge(source, {}, 100).message).toMatch(
      /costs 101, and the limit is 100\. Most of it is recordings\.nodes:/,
    );
  });

  it('is not worked through when its fragments unfold to millions', () => {
    const fragments = Array.from({ length: 12 }, (_, index) => {
      const below =
        index === 11 ? 'name' : Array.from({ length: 6 }, (_, at) => `a${at}: ofType { ...F${index + 1} }`).join(' ');
      return `fragment F${index} on T { name ${below} }`;
    });
    const schema = buildSchema('type Query { t: T } type T { name: String ofType: T }');
    const document = parse(`{ t { ...F0 } } ${fragments.join(' ')}`);
    const { cost, fault } = new CostLimit(schema).judge(document, getOperationAST(document)!, {});
    expect(cost).toBe(Infinity);
    expect(fault?.message).toMatch(/^The fragments of the document ask for too many fields/);
  });
});

describe('the sizes and weights', () => {
  it.each([...Object.keys(LIST_SIZES), ...Object.keys(WEIGHTS)].filter((place) => !place.includes('.__')))(
    'of %s are of a field that the schema has',
    (place) => {
      const [type, field] = place.split('.');
      expect((SCHEMA.getType(type!) as GraphQLObjectType).getFields()).toHaveProperty(field!);
    },
  );

  const calls = [SCHEMA.getQueryType()!, SCHEMA.getMutationType()!].flatMap((root) =>
    Object.values(root.getFields())
      .filter(({ name }) => name !== 'recordings' && name !== 'stopRecordings')
      .filter((field) => isObjectType(getNamedType(field.type)))
      .map((field) => ({ name: field.name, root, type: getNamedType(field.type) as GraphQLObjectType })),
  );
  it.each(calls)('let $name be asked with every field', ({ name, root, type }) => {
    const kind = root === SCHEMA.getQueryType() ? 'query' : 'mutation';
    const document = parse(`${kind} { ${name} ${everyField(type, [root.name])} }`);
    const { cost } = new CostLimit(SCHEMA).judge(document, getOperationAST(document)!, {});
    expect(cost).toBeLessThanOrEqual(DEFAULT_MAX_COST);
  });
});

function everyField(type: GraphQLObjectType, above: readonly string[]): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (!isObjectType(below)) return field.name;
    return above.includes(below.name) ? [] : `${field.name} ${everyField(below, [...above, type.name, below.name])}`;
  });
  return `{ __typename ${fields.join(' ')} }`;
}
