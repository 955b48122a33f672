import { expect, it } from 'vitest';
import { DATA_CENTERS, Hosts } from '../../../../../src/providers/rongcloud/api/hosts.ts';
import contract from '../../../../../contracts/rongcloud.json' with { type: 'json' };

function hosts(origins = ['https://a', 'https://b']) {
  const clock = { now: 0 };
  return { clock, hosts: new Hosts(origins, () => clock.now) };
}

it('knows every data center that is not an old name, with its backup', () => {
  const current = contract.dataCenters.filter((center) => !('deprecated' in center));
  expect(DATA_CENTERS).toEqual(
    Object.fromEntries(current.map(({ code, primary, backup }) => [code, [primary, backup]])),
  );
});

it('starts with the primary and goes to the backup when it fails', () => {
  const { hosts: pair } = hosts();
  expect(pair.origin).toBe('https://a');
  expect(pair.failed('https://a')).toBe(true);
  expect(pair.origin).toBe('https://b');
});

it('stays with the backup', () => {
  const { hosts: pair, clock } = hosts();
  pair.failed('https://a');
  clock.now = 3_600_000;
  expect(pair.origin).toBe('https://b');
});

it('switches at most once in 30 s', () => {
  const { hosts: pair, clock } = hosts();
  pair.failed('https://a');
  clock.now = 29_999;
  expect(pair.failed('https://b')).toBe(false);
  expect(pair.origin).toBe('https://b');
  clock.now = 30_000;
  expect(pair.failed('https://b')).toBe(true);
  expect(pair.origin).toBe('https://a');
});

it('does not switch back when a late call to the old one fails', () => {
  const { hosts: pair } = hosts();
  pair.failed('https://a');
  expect(pair.failed('https://a')).toBe(true);
  expect(pair.origin).toBe('https://b');
});

it('stays where it is without a backup', () => {
  const { hosts: single } = hosts(['https://only']);
  expect(single.failed('https://only')).toBe(false);
  expect(single.origin).toBe('https://only');
});
