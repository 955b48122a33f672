import { inspect } from 'node:util';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/wire/secret.ts';

const secret = new Secret('hunter2');

it('gives its value to those who ask for it by name', () => {
  expect(secret.reveal()).toBe('hunter2');
});

it.each([
  ['a template', () => `a ${String(secret)}`],
  ['JSON', () => JSON.stringify({ secret })],
  ['the inspector', () => inspect({ nested: { secret } }, { depth: 9, showHidden: true })],
  ['an error message', () => new Error(String(secret)).message],
  ['its entries', () => inspect(Object.entries(secret))],
  [
    'a log line',
    () => {
      const lines: string[] = [];
      pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }).info({ secret, deep: { secret } });
      return lines.join('');
    },
  ],
])('shows nothing of it in %s', (_, print) => {
  expect(print()).not.toContain('hunter2');
});
