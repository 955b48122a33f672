import { execute, getNamedType, isObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fakeVendor, schemaOver } from '../../shared/fake-vendor.ts';
import { payloadType, wholeOf } from './answer-walk.ts';
import { contractOf, inputType, minimalInput, ROOTS, STARTS, type Input, type Root } from './contract-walk.ts';
import { isControl, replaces, isStart, serverAnswers } from './server-fields.ts';

// What the server says of a recording in the payloads of the vendors' own actions.

/** The id of every task here. GME's are numbers. */
const ID = '1';

const vendor = fakeVendor(({ url, headers }) => {
  if (url.includes('/v2/')) return '{"code":10000}';
  if ('App-Key' in headers) return `{"code":200,"recordId":"${ID}"}`;
  const taskId = headers['X-TC-Action'] === 'StartRecord' ? ID : `"${ID}"`;
  return `{"Response":{"TaskId":${taskId},"RequestId":"r"}}`;
});

type Schema = Awaited<ReturnType<typeof schemaOver>>['schema'];

interface Payload {
  readonly replayed: boolean;
  readonly errors: readonly object[];
  readonly recording?: { readonly id: string; readonly errors: readonly object[] } & Readonly<Record<string, unknown>>;
  readonly preview?: Readonly<Record<string, unknown>> | null;
  readonly warnings?: readonly string[];
}

/** Everything of the server that a mutation answers. */
async function ask(schema: Schema, root: Root, more: Input = {}): Promise<Payload> {
  const fields = payloadType(schema, root).getFields();
  const selection = Object.keys(serverAnswers(root)).map((name) => {
    const type = getNamedType(fields[name]!.type);
    return isObjectType(type) ? `${name} ${wholeOf(type)}` : name;
  });
  const input = { ...minimalInput(schema, root), ...more };
  const source = `mutation ($input: ${inputType(schema, root).name}!) {
    it: ${root.name}(input: $input) { ${selection.join(' ')} }
  }`;
  const variableValues = { input };
  const { data, errors } = await execute({ schema, document: parse(source), variableValues, contextValue: {} });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data!['it'])) as Payload; // GraphQL's objects have no prototype
}

const newSchema = async (): Promise<Schema> => (await schemaOver(vendor)).schema;
const TASK: Input = { taskId: ID };

/** What is recorded by a start, and what a call is about, by the words in their names. */
function startBefore({ name }: Root): Root {
  const start = {
    Web: 'trtcStartWebRecord',
    CloudRecording: 'trtcCreateCloudRecording',
    OnlineRecord: 'tiwStartOnlineRecord',
    gme: 'gmeStartRecord',
    rongcloud: 'rongcloudStartRecord',
  };
  const [, found] = Object.entries(start).find(([word]) => name.includes(word))!;
  return STARTS.find((root) => root.name === found)!;
}

function hasTaskId(root: Root): boolean {
  return Object.hasOwn(contractOf(root).types[root.spec.input]!.fields, 'TaskId');
}

const mutations = ROOTS.filter(({ kind }) => kind === 'mutation');
const controls = ROOTS.filter(isControl);

describe('a start', () => {
  it.each(STARTS)('answers with its recording, and with no preview: $name', async (root) => {
    const { recording, ...others } = await ask(await newSchema(), root);
    expect(others).toEqual({ replayed: false, errors: [], preview: null });
    expect(recording).toMatchObject({ state: 'STARTING', attempts: 1, taskId: ID, errors: [], files: { nodes: [] } });
  });

  it.each(STARTS)('answers a dry run with a preview, and with no recording: $name', async (root) => {
    const { preview, ...others } = await ask(await newSchema(), root, { dryRun: true });
    expect(others).toEqual({ replayed: false, errors: [], recording: null });
    const path = root.spec.path ?? root.action;
    expect(`${String(preview!['url'])} ${String(preview!['action'])}`).toContain(path);
    expect(JSON.parse(String(preview!['body']))).toBeTypeOf('object');
  });
});

describe('a call about a recording', () => {
  it.each(controls)('answers with it: $name', async (root) => {
    const schema = await newSchema();
    const { recording: started } = await ask(schema, startBefore(root));
    const { recording, ...others } = await ask(schema, root, hasTaskId(root) ? TASK : {});
    expect(others).toEqual({ replayed: false, errors: [], ...(replaces(root) && { warnings: [] }) });
    expect(recording).toMatchObject({ id: started!.id, taskId: ID });
  });

  it.each(controls)('answers with none where the ledger does not have it: $name', async (root) => {
    const { warnings, ...others } = await ask(await newSchema(), root, hasTaskId(root) ? TASK : {});
    expect(others).toEqual({ replayed: false, errors: [], recording: null });
    // Nothing is known of the lists of such a recording, so they are set back.
    if (replaces(root)) expect(warnings).toEqual([expect.stringContaining('the ledger does not contain it')]);
    else expect(warnings).toBeUndefined();
  });
});

describe('a mutation', () => {
  it.each(mutations)('says of the second call with a key that it is a replay, and is not sent again: $name', async (root) => {
    const schema = await newSchema();
    const first = await ask(schema, root, { idempotencyKey: 'key' });
    vendor.calls.length = 0;
    const second = await ask(schema, root, { idempotencyKey: 'key' });
    expect(second).toEqual({ ...first, replayed: true, ...(isStart(root) && { preview: null }) });
    expect(vendor.calls).toEqual([]);
  });
});
