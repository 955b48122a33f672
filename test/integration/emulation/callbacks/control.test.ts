import { describe, expect, it } from 'vitest';
import { APP, setUpCallbacks, LINE, URL_OF_ALL } from '../../../shared/emulation/callback-setup.ts';
import { startEchoEmulator } from '../echo-emulator.ts';

/** An emulator with callbacks that a test controls over HTTP. */
async function driven() {
  const harness = setUpCallbacks({ tasks: [{ id: 'a', events: { begin: 0, end: 20 } }] });
  const { control } = await startEchoEmulator({ callbacks: harness.sender });
  const ask = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await control(method, path, body);
    return { status, answer: JSON.parse(text) as Record<string, unknown>, text };
  };
  return { ...harness, ask };
}

describe('a control call about callbacks', () => {
  it.each(['PUT', 'POST'])('sets addresses and keys, which are looked at at once: %s', async (method) => {
    const { ask, posted } = await driven();
    const { status, text } = await ask(method, 'callbacks', { line: LINE, app: 7, url: URL_OF_ALL, key: 'set-key' });
    expect(status).toBe(200);
    expect(text).not.toContain('set-key');
    await expect.poll(() => posted).toEqual([{ url: URL_OF_ALL, event: 'a begin', key: 'set-key' }]);
  });

  it('shows what was sent, and addresses without what may be secret in them', async () => {
    const { ask, outcomes } = await driven();
    await ask('POST', 'callbacks', [{ line: LINE, url: URL_OF_ALL, key: 'set-key' }]);
    await expect.poll(outcomes).toEqual(['received']);
    const { answer } = await ask('GET', 'callbacks');
    expect(answer).toEqual({
      addresses: [{ line: LINE, app: null, origin: 'https://receiver.test', hasKey: true }],
      sent: [
        {
          line: LINE,
          app: APP,
          taskId: 'a',
          type: 'begin',
          kind: 'own',
          at: 0,
          attempts: 1,
          status: 200,
          outcome: 'received',
        },
      ],
    });
  });

  it('takes an address back with an empty text', async () => {
    const { ask, advance, posted } = await driven();
    await ask('POST', 'callbacks', { line: LINE, url: URL_OF_ALL });
    await expect.poll(() => posted).toHaveLength(1);
    await ask('POST', 'callbacks', { line: LINE, url: '' });
    advance(20);
    expect(posted).toHaveLength(1);
  });

  it('prefers the address of an application to that of all', async () => {
    const { ask, posted } = await driven();
    const own = 'https://receiver.test/own';
    await ask('POST', 'callbacks', [
      { line: LINE, url: URL_OF_ALL },
      { line: LINE, app: APP, url: own },
    ]);
    await expect.poll(() => posted).toMatchObject([{ url: own }]);
  });

  it('adds, shows and takes back faults', async () => {
    const { ask } = await driven();
    const script = { kind: 'lost', line: LINE, times: 3 };
    expect((await ask('POST', 'callbacks/faults', script)).answer).toEqual({ waiting: [script] });
    expect((await ask('GET', 'callbacks/faults')).answer).toEqual({ waiting: [script] });
    expect((await ask('DELETE', 'callbacks/faults')).answer).toEqual({ waiting: [] });
  });

  it.each<[string, string, unknown, RegExp]>([
    ['POST', 'callbacks', { line: 'maker/nothing', url: URL_OF_ALL }, /line must be one of maker/],
    ['POST', 'callbacks', { line: LINE, url: 'ftp://receiver.test' }, /url must be/],
    ['POST', 'callbacks', { line: LINE, secret: 'x' }, /nothing else/],
    ['POST', 'callbacks', { line: LINE, key: 5 }, /key must be a text/],
    ['POST', 'callbacks', { line: LINE, app: [] }, /app must be/],
    ['POST', 'callbacks', 'line', /must be an object/],
    ['POST', 'callbacks/faults', { kind: 'none' }, /kind must be one of/],
  ])('is refused: %s %s %j', async (method, path, body, message) => {
    const { ask } = await driven();
    const { status, answer } = await ask(method, path, body);
    expect(status).toBe(400);
    expect(answer['error']).toMatch(message);
  });

  it('does not exist where nothing calls back', async () => {
    const { control } = await startEchoEmulator();
    expect((await control('GET', 'callbacks')).status).toBe(404);
  });
});
