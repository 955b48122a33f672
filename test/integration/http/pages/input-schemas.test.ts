import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import type { JsonSchema } from '../../../../src/input/rule-metadata.ts';
import { registerInputSchemas } from '../../../../src/http/pages/input-schemas.ts';
import { json, request, startTestServer } from '../../../shared/running-server.ts';
import { ajvOf } from '../../input/published/verdicts.ts';

const TEXT = '{ "title": "AInput" }';

function app(open: boolean) {
  const server = fastify();
  registerInputSchemas(server, { texts: new Map([['AInput', TEXT]]), open });
  return server;
}

it('serves the JSON Schema of an input, to be kept', async () => {
  const { statusCode, body, headers } = await app(true).inject('/schemas/AInput.json');
  expect([statusCode, body]).toEqual([200, TEXT]);
  expect(headers).toMatchObject({
    'content-type': 'application/schema+json; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
  });
});

it.each([(tag: string) => tag, (tag: string) => tag.replace('W/', ''), (tag: string) => `"other", ${tag}`, () => '*'])(
  'says that a client has it already, by its tag (%#)',
  async (header) => {
    const server = app(true);
    const tag = String((await server.inject('/schemas/AInput.json')).headers['etag']);
    const again = await server.inject({ url: '/schemas/AInput.json', headers: { 'if-none-match': header(tag) } });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
  },
);

it('knows no other addresses, and none at all while the schema is closed', async () => {
  expect((await app(true).inject('/schemas/BInput.json')).statusCode).toBe(404);
  expect((await app(false).inject('/schemas/AInput.json')).statusCode).toBe(404);
});

it('leads a validator from one input to the others over HTTP', async () => {
  const { origin } = await startTestServer();
  const asked: string[] = [];
  const load = async (uri: string): Promise<JsonSchema> => {
    asked.push(uri);
    return json<JsonSchema>(await request(new URL(uri, `${origin}/schemas/`).href));
  };
  const ajv = ajvOf(new Map(), load);
  const validate = await ajv.compileAsync(await load('TrtcStartWebRecordInput.json'));
  const input = { recordUrl: 'https://a.test', sdkAppId: 1, storageParams: { cloudVod: {} } };
  expect(validate(input)).toBe(true);
  expect(validate({ ...input, storageParams: {} })).toBe(false);
  expect(asked).toContain('TrtcCloudStorageInput.json');
});

it('is closed with the schema', async () => {
  const { origin } = await startTestServer({ environment: { INTROSPECTION: 'false' } });
  const { status } = await request(`${origin}/schemas/NameValueInput.json`);
  expect(status).toBe(404);
});
