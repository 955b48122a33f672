import { specifiedRules } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorsOf, post, startTestServer, type TestServer } from '../../shared/running-server.ts';

interface Case {
  /** The rule of graphql-js that finds it. */
  readonly rule: string;
  readonly query: string;
  /** Where introspection is on. */
  readonly open: string;
  /** Where it is off; absent: the same. */
  readonly closed?: string;
}

const CONFLICT_END = '. Use different aliases on the fields to fetch both if this was intentional.';

const CASES: readonly Case[] = [
  {
    rule: 'ExecutableDefinitions',
    query: '{ __typename } type T { a: Int }',
    open: 'The "T" definition is not executable.',
  },
  {
    rule: 'FieldsOnCorrectType',
    query: '{ vendors { nam } }',
    open: 'Cannot query field "nam" on type "Vendor". Did you mean "name"?',
    closed: 'There is no field "nam" here.',
  },
  {
    rule: 'FragmentsOnCompositeTypes',
    query: '{ vendors { name { ... on VendorState { x } } } }',
    open: 'Fragment cannot condition on non composite type "VendorState".',
  },
  {
    rule: 'KnownArgumentNames',
    query: '{ recordings(firs: 1) { nodes { id } } }',
    open: 'Unknown argument "firs" on field "Query.recordings". Did you mean "first"?',
    closed: 'Unknown argument "firs".',
  },
  {
    rule: 'KnownArgumentNames',
    query: '{ vendors @skip(if: true, iff: true) { name } }',
    open: 'Unknown argument "iff" on directive "@skip". Did you mean "if"?',
    closed: 'Unknown argument "iff".',
  },
  {
    rule: 'KnownDirectives',
    query: '{ vendors @skipp(if: true) { name } }',
    open: 'Unknown directive "@skipp".',
  },
  {
    rule: 'KnownDirectives',
    query: 'query @skip(if: true) { vendors { name } }',
    open: 'Directive "@skip" may not be used on QUERY.',
  },
  { rule: 'KnownFragmentNames', query: '{ vendors { ...Nothing } }', open: 'Unknown fragment "Nothing".' },
  {
    rule: 'KnownTypeNames',
    query: '{ vendors { ... on Vendr { name } } }',
    open: 'Unknown type "Vendr". Did you mean "Vendor"?',
    closed: 'Unknown type "Vendr".',
  },
  {
    rule: 'LoneAnonymousOperation',
    query: '{ __typename } query A { __typename }',
    open: 'This anonymous operation must be the only defined operation.',
  },
  {
    rule: 'NoFragmentCycles',
    query: '{ vendors { ...A } } fragment A on Vendor { ...B } fragment B on Vendor { ...A }',
    open: 'Cannot spread fragment "A" within itself via "B".',
  },
  { rule: 'NoUndefinedVariables', query: '{ vendors @skip(if: $x) { name } }', open: 'Variable "$x" is not defined.' },
  {
    rule: 'NoUnusedFragments',
    query: '{ vendors { name } } fragment A on Vendor { name }',
    open: 'Fragment "A" is never used.',
  },
  { rule: 'NoUnusedVariables', query: 'query ($x: Int) { vendors { name } }', open: 'Variable "$x" is never used.' },
  {
    rule: 'OverlappingFieldsCanBeMerged',
    query: '{ vendors { a: name a: title } }',
    open: `Fields "a" conflict because "name" and "title" are different fields${CONFLICT_END}`,
  },
  {
    rule: 'OverlappingFieldsCanBeMerged',
    query: '{ a: recordings(first: 1) { nodes { id } } a: recordings(first: 2) { nodes { id } } }',
    open: `Fields "a" conflict because they have differing arguments${CONFLICT_END}`,
  },
  {
    rule: 'OverlappingFieldsCanBeMerged',
    query: '{ node(id: "a") { ... on Recording { a: state } ... on WebhookEndpoint { a: id } } }',
    open: `Fields "a" conflict because they return conflicting types "RecordingState!" and "ID!"${CONFLICT_END}`,
    closed: `Fields "a" conflict: their types differ${CONFLICT_END}`,
  },
  {
    rule: 'OverlappingFieldsCanBeMerged',
    query: '{ a: vendors { b: name } a: vendors { b: title } }',
    open: `Fields "a" conflict because subfields "b" conflict because "name" and "title" are different fields${CONFLICT_END}`,
  },
  {
    rule: 'PossibleFragmentSpreads',
    query: '{ vendors { ... on Recording { id } } }',
    open: 'Fragment cannot be spread here as objects of type "Vendor" can never be of type "Recording".',
    closed: 'Fragment cannot be spread here: its type never occurs here.',
  },
  {
    rule: 'PossibleFragmentSpreads',
    query: '{ vendors { ...R } } fragment R on Recording { id }',
    open: 'Fragment "R" cannot be spread here as objects of type "Vendor" can never be of type "Recording".',
    closed: 'Fragment "R" cannot be spread here: its type never occurs here.',
  },
  {
    rule: 'ProvidedRequiredArguments',
    query: 'mutation { gmeStartRecord { taskId } }',
    open: 'Field "gmeStartRecord" argument "input" of type "GmeStartRecordInput!" is required, but it was not provided.',
    closed: 'Field "gmeStartRecord" lacks a required argument.',
  },
  {
    rule: 'ProvidedRequiredArguments',
    query: '{ vendors @skip { name } }',
    open: 'Directive "@skip" argument "if" of type "Boolean!" is required, but it was not provided.',
    closed: 'Directive "@skip" lacks a required argument.',
  },
  {
    rule: 'ScalarLeafs',
    query: '{ vendors }',
    open: 'Field "vendors" of type "[Vendor!]!" must have a selection of subfields. Did you mean "vendors { ... }"?',
    closed: 'Field "vendors" must have a selection of subfields.',
  },
  {
    rule: 'ScalarLeafs',
    query: '{ vendors { name { x } } }',
    open: 'Field "name" must not have a selection since type "String!" has no subfields.',
    closed: 'Field "name" must not have a selection: it has no subfields.',
  },
  {
    rule: 'SingleFieldSubscriptions',
    query: 'subscription { a: recordingChanged { seq } b: recordingChanged { seq } }',
    open: 'Anonymous Subscription must select only one top level field.',
  },
  {
    rule: 'UniqueArgumentNames',
    query: '{ recordings(first: 1, first: 1) { nodes { id } } }',
    open: 'There can be only one argument named "first".',
  },
  {
    rule: 'UniqueDirectivesPerLocation',
    query: '{ vendors @skip(if: true) @skip(if: true) { name } }',
    open: 'The directive "@skip" can only be used once at this location.',
  },
  {
    rule: 'UniqueFragmentNames',
    query: '{ vendors { ...A } } fragment A on Vendor { name } fragment A on Vendor { name }',
    open: 'There can be only one fragment named "A".',
  },
  {
    rule: 'UniqueInputFieldNames',
    query: '{ recordings(filter: { room: "a", room: "a" }) { nodes { id } } }',
    open: 'There can be only one input field named "room".',
  },
  {
    rule: 'UniqueOperationNames',
    query: 'query A { __typename } query A { __typename }',
    open: 'There can be only one operation named "A".',
  },
  {
    rule: 'UniqueVariableNames',
    query: 'query ($x: Boolean!, $x: Boolean!) { vendors @skip(if: $x) { name } }',
    open: 'There can be only one variable named "$x".',
  },
  {
    rule: 'ValuesOfCorrectType',
    query: '{ recordings(first: "5") { nodes { id } } }',
    open: 'first must be a whole number from -2147483648 to 2147483647 (Int); received a string',
    closed: 'first must be a whole number from -2147483648 to 2147483647; received a string',
  },
  {
    rule: 'ValuesOfCorrectType',
    query: '{ recordings(orderBy: NEWEST_FIRS) { nodes { id } } }',
    open: 'orderBy must be one of NEWEST_FIRST, OLDEST_FIRST, LAST_ENDED_FIRST, FIRST_ENDED_FIRST, LAST_CHANGED_FIRST, FIRST_CHANGED_FIRST (RecordingOrder); received NEWEST_FIRS, which is none; did you mean NEWEST_FIRST or OLDEST_FIRST?',
    closed: 'orderBy must be a value of its enum; received NEWEST_FIRS, which is none',
  },
  {
    rule: 'ValuesOfCorrectType',
    query: 'query ($n: Int = "5") { recordings(first: $n) { nodes { id } } }',
    open: '$n must be a whole number from -2147483648 to 2147483647 (Int); received a string',
    closed: '$n must be a whole number from -2147483648 to 2147483647; received a string',
  },
  {
    rule: 'VariablesAreInputTypes',
    query: 'query ($x: Vendor) { vendors @skip(if: $x) { name } }',
    open: 'Variable "$x" cannot be non-input type "Vendor".',
  },
  {
    rule: 'VariablesInAllowedPosition',
    query: 'query ($x: String) { recordings(first: $x) { nodes { id } } }',
    open: 'Variable "$x" of type "String" used in position expecting type "Int".',
    closed: 'Variable "$x" of type "String" does not fit the place where it is used.',
  },
  {
    rule: 'one of ours',
    query: '{ recordings { nodes { changes { nodes { recording { changes { nodes { recording { id } } } } } } } } }',
    open: 'Recording.changes cannot be asked for below another Recording.',
    closed: 'changes cannot be asked for below itself.',
  },
];

/** Rules that no document reaches whose limits are kept, and whose messages are of the schema language. */
const NOT_HERE = ['MaxIntrospectionDepth'];

it('every rule of graphql-js has a document here', () => {
  const names = specifiedRules.map(({ name }) => name.replace(/Rule$/, ''));
  const covered = [...CASES.map(({ rule }) => rule), ...NOT_HERE];
  expect(names.filter((name) => !covered.includes(name))).toEqual([]);
});

describe.each([
  ['where introspection is on', { INTROSPECTION: 'true' }, true],
  ['in production where introspection is on', { NODE_ENV: 'production', INTROSPECTION: 'true' }, true],
  ['in production', { NODE_ENV: 'production' }, false],
  ['where introspection is off', { INTROSPECTION: 'false' }, false],
] as const)('%s', (_where, environment, isOpen) => {
  let server: TestServer;
  beforeAll(async () => {
    let stop = (): Promise<void> => Promise.resolve();
    server = await startTestServer({ environment }, (stopServer) => (stop = stopServer));
    return () => stop();
  });

  it.each(CASES)('the answer explains how a document breaks $rule: $open', async ({ query, open, closed = open }) => {
    const answer = await post(server, { query });
    const messages = errorsOf(answer).map(({ message }) => message);
    expect(messages).toContain(isOpen ? open : closed);
    if (isOpen) return;
    expect(messages.join()).not.toMatch(/Did you mean|did you mean/);
    const written = new Set(query.match(/\w+/g));
    const quoted = messages.flatMap((message) => [...message.matchAll(/"([^"]+)"/g)].map(([, name]) => name!));
    for (const name of quoted.flatMap((text) => text.match(/\w+/g) ?? [])) expect(written).toContain(name);
  });
});
