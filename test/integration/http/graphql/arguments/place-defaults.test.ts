import { expect, it } from 'vitest';
import { json, post, startTestServer } from '../../../../shared/running-server.ts';

const LAYOUT = 'layout: { trtc: { mixLayoutParams: { mixLayoutMode: FLOATING } } }';

it.each([
  [
    'a list',
    `query ($it: [LayoutStreamInput!]) { layoutPreview(input: { ${LAYOUT}, streams: $it }) { errors { path message } } }`,
    [],
    ['input', 'streams'],
  ],
  [
    'an enum',
    `query ($it: LayoutStreamKind) { layoutPreview(input: { ${LAYOUT}, streams: [{ userId: "a", kind: $it }] }) { errors { path message } } }`,
    'MAIN',
    ['input', 'streams', '0', 'kind'],
  ],
])(
  'a variable in the place of %s with a default may be absent and not null, the first time and the tenth',
  async (_what, query, value, path) => {
    const server = await startTestServer();
    const ask = async (variables: object) =>
      json<{ data: { layoutPreview: { errors: object[] } } }>(await post(server, { query, variables })).data;
    for (let time = 0; time < 4; time += 1) {
      expect((await ask({ it: value })).layoutPreview.errors).toEqual([]);
      expect((await ask({})).layoutPreview.errors).toEqual([]);
      expect((await ask({ it: null })).layoutPreview.errors).toEqual([
        { path, message: expect.stringContaining('received null') as string },
      ]);
    }
  },
);
