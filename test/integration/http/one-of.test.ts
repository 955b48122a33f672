import { describe, expect, it } from 'vitest';
import { errorsOf, json, post, startTestServer } from '../../shared/running-server.ts';

const START = `mutation ($input: TrtcStartWebRecordInput!) {
  trtcStartWebRecord(input: $input) { taskId errors { path message } }
}`;

describe('an input of which exactly one field must be given', () => {
  it.each([
    ['none', {}],
    ['two', { cloudVod: {}, profile: 'place' }],
    ['a null', { cloudVod: null }],
    ['a null beside another', { cloudVod: null, profile: 'place' }],
  ])('is refused with one error where it has %s, compiled or not, and nothing is sent', async (_, storageParams) => {
    const server = await startTestServer();
    const input = { sdkAppId: 1400000001, recordUrl: 'https://a.test/', storageParams };
    const good = { ...input, storageParams: { cloudVod: {} } };
    const ask = (variables: object) => post(server, { query: START, variables });
    const first = await ask({ input });
    for (let time = 0; time < 3; time += 1) await ask({ input: good }); // the document is compiled meanwhile
    const sent = server.vendor.calls.length;
    const again = await ask({ input });
    for (const answer of [first, again]) {
      const { data } = json<{ data: { trtcStartWebRecord: object } }>(answer);
      const message = expect.stringContaining('must hold exactly one field, and not null') as string;
      expect(data.trtcStartWebRecord).toEqual({
        taskId: null,
        errors: [{ path: ['input', 'storageParams'], message }],
      });
    }
    expect(sent).toBeGreaterThan(0);
    expect(server.vendor.calls).toHaveLength(sent);
  });

  it('takes no empty list in the place of an object, compiled or not, and nothing is sent', async () => {
    const server = await startTestServer();
    const input = { sdkAppId: 1400000001, recordUrl: 'https://a.test/', storageParams: { cloudVod: {} } };
    const ask = (changed: object) => post(server, { query: START, variables: { input: { ...input, ...changed } } });
    for (let time = 0; time < 3; time += 1) await ask({});
    const sent = server.vendor.calls.length;
    expect(sent).toBe(3);
    const { data } = json<{ data: object }>(await ask({ storageParams: { cloudVod: [] } }));
    expect(data).toMatchObject({
      trtcStartWebRecord: {
        errors: [
          {
            path: ['input', 'storageParams', 'cloudVod'],
            message: expect.stringContaining('received a list') as string,
          },
        ],
      },
    });
    expect(server.vendor.calls).toHaveLength(sent);
  });

  it('takes no variable that may be null, compiled or not, and nothing is sent', async () => {
    const server = await startTestServer();
    const query = `mutation ($vod: TrtcCloudVodInput) {
      trtcStartWebRecord(input: { sdkAppId: 1400000001, recordUrl: "https://a.test/", storageParams: { cloudVod: $vod } }) { taskId }
    }`;
    for (const variables of [{ vod: {} }, { vod: {} }, { vod: {} }, { vod: null }, {}]) {
      expect(errorsOf(await post(server, { query, variables }))).toMatchObject([
        {
          message:
            'Variable "$vod" is of type "TrtcCloudVodInput" but must be non-nullable to be used for OneOf Input Object "TrtcStorageParamsInput".',
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ]);
    }
    expect(server.vendor.calls).toEqual([]);
    const required = {
      query: query.replace('$vod: TrtcCloudVodInput', '$vod: TrtcCloudVodInput!'),
      variables: { vod: {} },
    };
    expect(errorsOf(await post(server, required))).toEqual([]);
  });
});
