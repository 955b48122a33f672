import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { send } from '../send-raw.ts';
import { startEchoEmulator } from '../echo-emulator.ts';

const LINK = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

async function statusOf(method: string, path: string, headers: (port: number) => Record<string, string>) {
  const { port } = await startEchoEmulator();
  const body = method === 'GET' ? {} : { body: '{"advanceMs":1}' };
  return (await send(port, { method, path, headers: headers(port), ...body })).status;
}

describe('a control call', () => {
  it.each<[string, string, (port: number) => Record<string, string>]>([
    ['a program that sends no header of browsers', 'POST', () => ({})],
    ['a program that names localhost', 'POST', (port) => ({ host: `localhost:${port}` })],
    ['a program that names a name of localhost', 'POST', (port) => ({ host: `tiw.localhost:${port}` })],
    [
      'the page of the emulator itself',
      'POST',
      (port) => ({ origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' }),
    ],
    ['a person who types the address', 'GET', () => ({ 'sec-fetch-site': 'none' })],
  ])('is taken from %s', async (_, method, headers) => {
    expect(await statusOf(method, '/__control/clock', headers)).toBe(200);
  });

  it.each<[string, string, (port: number) => Record<string, string>]>([
    ['a page of another origin', 'POST', () => ({ origin: 'https://elsewhere.example' })],
    ['a page of another port', 'POST', () => ({ origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-site' })],
    ['a page without an origin', 'POST', () => ({ origin: 'null' })],
    ['a page that hides its origin', 'POST', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a bookmark that posts', 'POST', () => ({ 'sec-fetch-site': 'none' })],
    ['a link to a call', 'GET', () => LINK],
    ['an image of a stranger', 'GET', () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' })],
    ['a name that a stranger points at this machine', 'POST', (port) => ({ host: `rebound.example:${port}` })],
    [
      'a page under such a name',
      'POST',
      (port) => ({ host: `a.example:${port}`, origin: `http://a.example:${port}`, 'sec-fetch-site': 'same-origin' }),
    ],
    ['a name that only begins as localhost', 'POST', () => ({ host: 'localhost.example' })],
  ])('is refused from %s', async (_, method, headers) => {
    expect(await statusOf(method, '/__control/clock', headers)).toBe(403);
  });

  it('does nothing when it is refused', async () => {
    const { port, control } = await startEchoEmulator();
    const headers = { origin: 'https://elsewhere.example' };
    await send(port, { path: '/__control/clock', headers, body: '{"advanceMs":500}' });
    expect((await control('GET', 'clock')).text).toBe('{"now":1000}');
  });
});

describe('the page', () => {
  it.each(['/__control', '/__control/'])('is at %s, and may be reached by a link', async (path) => {
    expect(await statusOf('GET', path, () => LINK)).toBe(200);
  });

  it('is not framed, and not read by other pages', async () => {
    expect(await statusOf('GET', '/__control', () => ({ ...LINK, 'sec-fetch-dest': 'iframe' }))).toBe(403);
    expect(await statusOf('GET', '/__control', () => ({ ...LINK, 'sec-fetch-mode': 'cors' }))).toBe(403);
  });

  it('runs its own script and style alone', async () => {
    const { port } = await startEchoEmulator();
    const { headers, text } = await send(port, { method: 'GET', path: '/__control' });
    const digest = (element: string) => {
      const [, code = ''] = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(text) ?? [];
      return `${element}-src 'sha256-${hash('sha256', code, 'base64')}'`;
    };
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "connect-src 'self'",
        digest('script'),
        digest('style'),
      ]),
    );
  });

  it('has a form for everything that can be driven, and a label for every field', async () => {
    const { port } = await startEchoEmulator();
    const { text } = await send(port, { method: 'GET', path: '/__control' });
    const targets = [...text.matchAll(/data-send="([^"]+)"/g)].map(([, target]) => target);
    expect([...new Set(targets)].sort()).toEqual([
      'DELETE callbacks/faults',
      'DELETE faults',
      'DELETE rate',
      'POST audience',
      'POST callbacks',
      'POST callbacks/faults',
      'POST clock',
      'POST faults',
      'POST rooms/{room}/{verb}',
    ]);
    expect(text.match(/<(input|select) /g)).toHaveLength(text.match(/<label[ >]/g)!.length);
  });
});
