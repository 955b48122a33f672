import { format } from 'node:util';
import { describe, expect, it } from 'vitest';
import { secret, CORE, formsIn } from './requests.ts';

describe('the search', () => {
  const planted = Buffer.from(secret('control'));
  const percent = [...planted].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const unicode = Array.from(
    secret('control'),
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ).join('');

  it.each([
    ['plain', secret('control')],
    ['cut short', secret('control').slice(0, CORE.length)],
    ['JSON', JSON.stringify({ a: [secret('control')] })],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret('control')))],
    ['JSON-escaped', unicode],
    ['URL-encoded', encodeURIComponent(secret('control'))],
    ['URL-encoded throughout', percent],
    ['hex', planted.toString('hex')],
    ['printed buffer', format(planted)],
    ['buffer in JSON', JSON.stringify(planted)],
    ['base64', planted.toString('base64')],
    ['base64url', planted.toString('base64url')],
    ['base64 after one byte', Buffer.concat([Buffer.from(':'), planted]).toString('base64')],
    ['base64 after two bytes', Buffer.concat([Buffer.from('a:'), planted]).toString('base64')],
    ['base64 after three bytes', Buffer.concat([Buffer.from('ab:'), planted]).toString('base64')],
    ['an error', format(new Error(`no ${secret('control')}`))],
    ['in lower case', secret('control').toLowerCase()],
  ])('finds a planted secret: %s', (_name, text) => {
    expect(formsIn(`before ${text} after`)).not.toEqual([]);
  });

  it('finds nothing where there is none', () => {
    expect(formsIn('Kq7Z canary X9w 4b71375a')).toEqual([]);
  });
});
