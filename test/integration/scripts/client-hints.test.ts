import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { filesOf } from '../../../scripts/client-hints/files.ts';
import { hintsOf } from '../../../scripts/client-hints/hints.ts';

const hints = hintsOf(
  buildSchema(`
    interface Node { id: ID! }
    union Media = Film | Sound
    type Film implements Node { id: ID!  parts(first: Int, after: String, orderBy: Order): PartConnection! }
    type Sound { length: Int  tags: [Tag!]!  words: [String!]  media: [Media] }
    type Tag { name: String }
    type Part { length: Int }
    type PartConnection { edges: [PartEdge!]!  pageInfo: PageInfo! }
    type PartEdge { node: Part! cursor: String! }
    type PageInfo { hasNextPage: Boolean! }
    type OldConnection { nodes: [Film!]! }
    enum Order { NEWEST }
    input Filter { name: String }
    type Query {
      films(filter: Filter, last: Int, before: String, after: String, first: Int): PartConnection
      all: PartConnection
      old(first: Int, after: String): OldConnection
    }
    type Mutation { begin: Sound }
    type Subscription { told: [Film!]! }
  `),
);
const of = (name: string) => hints.types.find((type) => type.name === name)!;

it('names the types of interfaces and unions', () => {
  expect(hints.possibleTypes).toEqual({ Node: ['Film'], Media: ['Film', 'Sound'] });
});

it('embeds what has no id, the roots aside', () => {
  const embedded = hints.types.filter(({ isEmbedded }) => isEmbedded).map(({ name }) => name);
  expect(embedded).toEqual(['OldConnection', 'PageInfo', 'Part', 'PartConnection', 'PartEdge', 'Sound', 'Tag']);
});

it('knows lists of objects in every type, those of subscriptions too', () => {
  expect(of('Sound').lists).toEqual(['tags', 'media']);
  expect(of('Subscription').lists).toEqual(['told']);
});

it('knows connections on every type by what they are, with the arguments that make another list', () => {
  expect(of('Query').pages).toEqual([{ field: 'films', keyArgs: ['filter'] }]);
  expect(of('Film').pages).toEqual([{ field: 'parts', keyArgs: ['orderBy'] }]);
});

it('writes them as code for Apollo Client and Graphcache', () => {
  const files = filesOf(hints);
  expect(Object.keys(files)).toEqual(['possible-types.ts', 'type-policies.ts', 'graphcache-keys.ts']);
  expect(files['type-policies.ts']).toContain('Film: { fields: { parts: pages(["orderBy"]) } },');
  expect(files['type-policies.ts']).toContain('Sound: { ...embedded, fields: { tags: replaced, media: replaced } },');
  expect(files['type-policies.ts']).not.toContain('Mutation');
  expect(files['graphcache-keys.ts']).toContain('Tag: embedded,');
  expect(files['graphcache-keys.ts']).not.toContain('Film');
});
