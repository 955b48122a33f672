import { describe, expect, it } from 'vitest';
import { ControlRefusal } from '../../../../src/emulation/control/refusal.ts';
import { Failures } from '../../../../src/emulation/faults/failures.ts';
import { send } from '../send-raw.ts';
import { startEchoEmulator } from '../echo-emulator.ts';

describe('a control call', () => {
  it('moves the clock', async () => {
    const { control } = await startEchoEmulator();
    expect((await control('POST', 'clock', { advanceMs: 500 })).text).toBe('{"now":1500}');
    expect((await control('GET', 'clock')).text).toBe('{"now":1500}');
  });

  it.each([{ advanceMs: -1 }, { advanceMs: '5' }, {}, []])('does not move the clock by %j', async (body) => {
    const { control } = await startEchoEmulator();
    expect((await control('POST', 'clock', body)).status).toBe(400);
  });

  it('shows the store', async () => {
    const files = [{ name: 'a.mp4', state: 'STORED' as const }];
    const of = { taskId: 't', app: 1, room: null, key: 'k' };
    const task = { ...of, state: 'on', startedAt: 5, endedAt: null, files };
    const { control } = await startEchoEmulator({ tasks: () => [task] });
    expect(JSON.parse((await control('GET', 'tasks')).text)).toEqual({ now: 1000, tasks: [task] });
  });

  it('shows how many calls of an action arrived in a second at most, until it is asked to begin anew', async () => {
    const { call, control } = await startEchoEmulator();
    await call('/start');
    await call('/start', { 'x-emulator-fault': '{"kind":"status"}' });
    await call('/stop', { 'x-emulator-fault': '{"kind":"duplicate"}' });
    expect((await control('GET', 'rate')).text).toBe('{"mostInASecond":{"start":2,"stop":2}}');
    expect((await control('DELETE', 'rate')).text).toBe('{"mostInASecond":{}}');
    expect((await control('GET', 'rate')).text).toBe('{"mostInASecond":{}}');
  });

  it('makes recordings fail in the ways that it knows, as often as is said', async () => {
    const failures = new Failures(['311.2', '312.1']);
    const { control } = await startEchoEmulator({ failures });
    expect((await control('POST', 'failures', { kind: '311.2', times: 2 })).status).toBe(200);
    expect((await control('POST', 'failures', { kind: '999.1' })).status).toBe(400);
    expect((await control('POST', 'failures', { kind: '311.2', often: true })).status).toBe(400);
    expect(failures.take(['312.1'])).toEqual([]);
    expect([1, 2, 3].map(() => failures.take(['311.2', '312.1']))).toEqual([['311.2'], ['311.2'], []]);
    await control('POST', 'failures', [{ kind: '312.1' }]);
    expect(JSON.parse((await control('DELETE', 'failures')).text)).toEqual({ waiting: [], kinds: ['311.2', '312.1'] });
  });

  it('hands what concerns rooms to the vendor', async () => {
    const { control } = await startEchoEmulator({ rooms: (command, body) => ({ command, ...body }) });
    expect((await control('POST', 'rooms/join', { user: 'alice' })).text).toBe('{"command":"join","user":"alice"}');
  });

  it('reports what the vendor has against it', async () => {
    const refuse = () => {
      throw new ControlRefusal('There is no such room.', 404);
    };
    const { control } = await startEchoEmulator({ rooms: refuse });
    expect(await control('POST', 'rooms/join', {})).toMatchObject({
      status: 404,
      text: '{"error":"There is no such room."}',
    });
  });

  it.each([
    ['POST', 'rooms/join'],
    ['GET', 'rooms/join'],
    ['POST', 'tasks'],
    ['GET', 'nothing'],
  ])('that does not exist is 404: %s %s', async (method, path) => {
    const { control, carriedOut } = await startEchoEmulator();
    expect((await control(method, path, {})).status).toBe(404);
    expect(carriedOut).toEqual([]);
  });

  it('must be JSON', async () => {
    const { port } = await startEchoEmulator();
    expect(await send(port, { path: '/__control/clock', body: '{' })).toMatchObject({
      status: 400,
      text: '{"error":"The body must be JSON."}',
    });
  });

  it('is not held up by a fault', async () => {
    const { control } = await startEchoEmulator();
    await control('POST', 'faults', { kind: 'status', times: 5 });
    expect((await control('GET', 'clock')).status).toBe(200);
  });
});
