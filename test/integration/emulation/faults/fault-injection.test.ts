import { describe, expect, it } from 'vitest';
import type { FaultScript } from '../../../../src/emulation/faults/fault-scripts.ts';
import { send } from '../send-raw.ts';
import { startEchoEmulator } from '../echo-emulator.ts';

const scripted = (script: FaultScript) => ({ 'x-emulator-fault': JSON.stringify(script) });

describe('a scripted fault', () => {
  it.each<[string, FaultScript, boolean]>([
    ['before the call is carried out', { kind: 'reset-before' }, false],
    ['after the call was carried out', { kind: 'reset-after' }, true],
  ])('cuts the connection off %s', async (_, script, isCarriedOut) => {
    const { call, carriedOut } = await startEchoEmulator();
    await expect(call('/start', scripted(script))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(carriedOut).toHaveLength(isCarriedOut ? 1 : 0);
  });

  it.each<[string, FaultScript, number, string, boolean]>([
    ['a server fault', { kind: 'status' }, 500, 'Scripted fault.', false],
    ['the status of a gateway', { kind: 'status', status: 503 }, 503, 'Scripted fault.', false],
    ['a page with 200', { kind: 'html' }, 200, '<!doctype html>', false],
    ['half an answer', { kind: 'truncated' }, 200, '{"answer":', true],
    ["the vendor's internal error", { kind: 'code' }, 200, '{"code":"InternalError"}', false],
    ["the vendor's error of that name", { kind: 'code', code: 'Busy' }, 200, '{"code":"Busy"}', false],
    ['the whole answer, late', { kind: 'delay', delayMs: 1 }, 200, '{"answer":"in full"}', true],
  ])('answers %s', async (_, script, status, body, isCarriedOut) => {
    const { call, carriedOut } = await startEchoEmulator();
    const received = await call('/start', scripted(script));
    expect(received.status).toBe(status);
    expect(received.text.slice(0, body.length)).toBe(body);
    if (script.kind === 'truncated') expect(received.text).toBe(body);
    expect(carriedOut).toHaveLength(isCarriedOut ? 1 : 0);
  });

  it('carries a call out and never answers it', async () => {
    const { port, call, nextCarriedOut } = await startEchoEmulator();
    const carriedOut = nextCarriedOut();
    const lost = send(port, { path: '/start', headers: scripted({ kind: 'lost-answer' }) });
    const ended = lost.catch(() => 'ended by the end of the test');
    await carriedOut;
    expect(await Promise.race([ended, call('/other').then(() => 'nothing so far')])).toBe('nothing so far');
  });

  it('holds up its own call alone', async () => {
    const { call, carriedOut } = await startEchoEmulator();
    const held = call('/held', scripted({ kind: 'delay', delayMs: 600_000 })).catch(() => undefined);
    expect((await call('/other')).text).toBe('{"answer":"in full"}');
    expect(carriedOut).toEqual(['/other']);
    void held; // the end of the server ends the call
  });

  it('without valid JSON is refused', async () => {
    const { call, carriedOut } = await startEchoEmulator();
    expect(await call('/start', { 'x-emulator-fault': '{' })).toMatchObject({
      status: 400,
      text: 'x-emulator-fault must be JSON.',
    });
    expect(carriedOut).toEqual([]);
  });
});

describe('a fault that waits', () => {
  it('is taken by the next call of its action, as often as it says', async () => {
    const { call, control } = await startEchoEmulator();
    await control('POST', 'faults', [{ action: 'start', kind: 'status', times: 2 }]);
    const statuses: number[] = [];
    for (const path of ['/stop', '/start', '/start', '/start']) statuses.push((await call(path)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('is taken by any call when it names no action, in the order in which they came', async () => {
    const { call, control } = await startEchoEmulator();
    await control('POST', 'faults', [{ kind: 'status', status: 502 }, { kind: 'status' }]);
    expect([(await call('/a')).status, (await call('/b')).status, (await call('/c')).status]).toEqual([502, 500, 200]);
  });

  it('leaves a call with a fault of its own alone', async () => {
    const { call, control } = await startEchoEmulator();
    await control('POST', 'faults', [{ kind: 'status' }]);
    expect((await call('/a', scripted({ kind: 'status', status: 503 }))).status).toBe(503);
    expect((await call('/a')).status).toBe(500);
  });

  it('can be taken back', async () => {
    const { call, control } = await startEchoEmulator();
    await control('POST', 'faults', [{ kind: 'status' }]);
    expect((await control('GET', 'faults')).text).toBe('{"waiting":[{"kind":"status","times":1}]}');
    expect((await control('DELETE', 'faults')).text).toBe('{"waiting":[]}');
    expect((await call('/a')).status).toBe(200);
  });

  it.each<[unknown, string]>([
    ['status', 'A fault script must be an object.'],
    [{ kind: 'rain' }, 'kind must be one of'],
    [{ kind: 'delay', ms: 5 }, 'takes kind, action, times, delayMs, status, code'],
    [{ kind: 'delay', delayMs: '5' }, 'delayMs must be an integer'],
    [{ kind: 'status', status: 200 }, 'status must be an integer from 400 to 599.'],
    [{ kind: 'html', times: 0 }, 'times must be an integer'],
    [{ kind: 'html', action: 5 }, 'action must be a text.'],
  ])('must be a script: %j', async (script, message) => {
    const { call, control } = await startEchoEmulator();
    const received = await control('POST', 'faults', [{ kind: 'html' }, script]);
    expect(received.status).toBe(400);
    expect(received.text).toContain(message);
    expect((await call('/a')).text).toBe('{"answer":"in full"}');
  });
});
