import { expect, it } from 'vitest';
import { fillingFetch } from '../../../../scripts/graphiql/filling-fetch.ts';

const ENDPOINT = 'http://tapedeck.example/graphql';

/** A server that returns the ids of its recordings, newest first; `bodies` are the received requests. */
function server(ids: readonly string[] = []) {
  const bodies: string[] = [];
  const send = fillingFetch((_url, init) => {
    bodies.push(typeof init?.body === 'string' ? init.body : 'none');
    return Promise.resolve(Response.json({ data: { recordings: { nodes: ids.map((id) => ({ id })) } } }));
  });
  const post = (variables: object) =>
    send(ENDPOINT, { method: 'POST', body: JSON.stringify({ query: 'mutation { start }', variables }) });
  return { bodies, post, send };
}

const variablesOf = (body: string | undefined) =>
  (JSON.parse(body ?? '') as { variables: Record<string, unknown> }).variables;

it('gives one request the same room everywhere, as text and as a number', async () => {
  const { bodies, post } = server();
  await post({ roomId: '{{roomNumber}}', text: '{{room}}', robot: 'robot_{{room}}_1' });
  const { roomId, text, robot } = variablesOf(bodies[0]);
  expect(roomId).toBeTypeOf('number');
  expect([text, robot]).toEqual([String(roomId), `robot_${String(roomId)}_1`]);
});

it('gives each request another room, which fits 32 bits', async () => {
  const { bodies, post } = server();
  for (let time = 0; time < 100; time++) await post({ room: '{{roomNumber}}' });
  const rooms = bodies.map((body) => Number(variablesOf(body)['room']));
  expect(new Set(rooms).size).toBe(100);
  expect(Math.max(...rooms)).toBeLessThan(2 ** 32);
  expect(Math.min(...rooms)).toBeGreaterThanOrEqual(100_000_000);
});

it('asks for the newest recording and gives its id', async () => {
  const { bodies, post } = server(['rec_2', 'rec_1']);
  await post({ id: '{{lastRecording}}' });
  expect(bodies).toHaveLength(2);
  expect(variablesOf(bodies[1])).toEqual({ id: 'rec_2' });
});

it('says that there is no recording yet, and sends nothing', async () => {
  const { bodies, post } = server();
  const answer = (await (await post({ id: '{{lastRecording}}' })).json()) as { errors: { message: string }[] };
  expect(answer.errors[0]?.message).toContain('There is no recording yet');
  expect(bodies).toHaveLength(1);
});

it('sends a request without placeholders as it is', async () => {
  const { bodies, post, send } = server(['rec_1']);
  await post({ room: 'room-7', digits: '18446744073709551615' });
  await send(ENDPOINT);
  expect(bodies).toEqual([
    '{"query":"mutation { start }","variables":{"room":"room-7","digits":"18446744073709551615"}}',
    'none',
  ]);
});
