import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startLoopbackServer, type LoopbackServer } from '../../../../src/emulation/server/loopback-server.ts';
import { FileStore } from '../../../../src/emulation/media/file-store.ts';
import { bytes, fileOf, made } from '../../../shared/emulation/media/media.ts';

const TASK = 'a+b/c=';
const LESSON = fileOf('mp4', 20_000);
const WHOLE = bytes(made(LESSON));

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

async function started() {
  const store = new FileStore((taskId) => (taskId === TASK ? [LESSON, fileOf('m3u8', 20_000)] : []));
  server = await startLoopbackServer({
    maxBodyBytes: 1000,
    answer: (call) => store.answer(call) ?? { status: 418, headers: {}, body: '' },
  });
  store.servedAt(server.origin);
  return store;
}

async function fetched(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const message = request(url, { method, headers, agent: false });
  message.end();
  const [response] = (await once(message, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

describe('the store of an emulator', () => {
  it('sends a file at its reported address', async () => {
    const store = await started();
    const { status, headers, body } = await fetched(store.addressOf(TASK, LESSON.name));
    expect(status).toBe(200);
    expect(body.equals(WHOLE)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(WHOLE.length),
      'accept-ranges': 'bytes',
    });
  });

  it('answers HEAD without the file', async () => {
    const store = await started();
    const { status, headers, body } = await fetched(store.addressOf(TASK, LESSON.name), {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(WHOLE.length), 0]);
  });

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100-299', 100, 300],
    ['bytes=5000-', 5000, WHOLE.length],
    ['bytes=-7', WHOLE.length - 7, WHOLE.length],
    ['bytes=10-99999999', 10, WHOLE.length],
    ['bytes=-99999999', 0, WHOLE.length],
  ])('sends the range %s', async (range, from, to) => {
    const store = await started();
    const { status, headers, body } = await fetched(store.addressOf(TASK, LESSON.name), { range });
    expect(status).toBe(206);
    expect(body.equals(WHOLE.subarray(from, to))).toBe(true);
    expect(headers['content-range']).toBe(`bytes ${from}-${to - 1}/${WHOLE.length}`);
    expect(headers['content-length']).toBe(String(to - from));
  });

  it.each(['bytes=0-1,5-6', 'bytes=9-3', 'pages=1-2', 'bytes=-', 'bytes=a-b'])(
    'sends all of the file for the range %s',
    async (range) => {
      const store = await started();
      const { status, body } = await fetched(store.addressOf(TASK, LESSON.name), { range });
      expect([status, body.length]).toEqual([200, WHOLE.length]);
    },
  );

  it.each([`bytes=${WHOLE.length}-`, 'bytes=-0'])('refuses the range %s, of which there is nothing', async (range) => {
    const store = await started();
    const { status, headers } = await fetched(store.addressOf(TASK, LESSON.name), { range });
    expect([status, headers['content-range']]).toEqual([416, `bytes */${WHOLE.length}`]);
  });

  it.each([
    [TASK, 'other.mp4'],
    ['other', LESSON.name],
    [TASK, ''],
    [TASK, '../lesson.mp4'],
  ])('has nothing for task %s and name %s', async (taskId, name) => {
    const store = await started();
    expect((await fetched(store.addressOf(taskId, name))).status).toBe(404);
  });

  it.each(['/files/', '/files/%E0%A4%A/x.mp4', '/files/a%2Bb%2Fc%3D'])('has nothing at %s', async (path) => {
    await started();
    expect((await fetched(server!.origin + path)).status).toBe(404);
  });

  it('lets a page of another origin load and read files, and ask for ranges', async () => {
    const store = await started();
    const url = store.addressOf(TASK, LESSON.name);
    const { headers } = await fetched(url, { origin: 'http://localhost:4000', 'sec-fetch-site': 'cross-site' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const preflight = await fetched(url, { origin: 'http://localhost:4000' }, 'OPTIONS');
    expect([preflight.status, preflight.headers['access-control-allow-headers']]).toEqual([204, 'range']);
  });

  it('is read only', async () => {
    const store = await started();
    const { status, headers } = await fetched(store.addressOf(TASK, LESSON.name), {}, 'DELETE');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('sends every slice of an index beside it', async () => {
    const store = await started();
    const address = store.addressOf(TASK, 'lesson.m3u8');
    const names = (await fetched(address)).body
      .toString()
      .split('\n')
      .filter((line) => line.endsWith('.ts'));
    expect(names).toHaveLength(3);
    for (const name of names) {
      const { status, headers, body } = await fetched(new URL(name, address).href);
      expect([status, headers['content-type'], body[0]]).toEqual([200, 'video/mp2t', 0x47]);
    }
  });

  it('leaves all other calls alone', async () => {
    await started();
    expect((await fetched(`${server!.origin}/filesystem`)).status).toBe(418);
  });
});
