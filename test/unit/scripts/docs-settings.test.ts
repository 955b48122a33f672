import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SETTING_NAMES } from '../../../src/config.ts';
import { FLAG_VARIABLES } from '../../../src/emulators/flags.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
/** Only the tests that kill a server at a named place set this variable. */
const FOR_TESTS_ONLY = 'FAULT_POINT';

/** Returns the variables that have a row of their own in the tables of a page: `NAME` in the given cell. */
function rows(page: string, cell: number): readonly string[] {
  return read(page)
    .split('\n')
    .map((line) => /^`([A-Z][A-Z_]+)`$/.exec(line.split('|')[cell]?.trim() ?? '')?.[1])
    .filter((name) => name !== undefined);
}

/** Returns the settings of a vendor that its sources read by a name. */
function vendorSettings(vendor: string): readonly string[] {
  const folder = `src/providers/${vendor}`;
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => read(`${folder}/${file}`));
  const names = sources.join('\n').matchAll(/\benv\('([A-Z_]+)'/g);
  return Array.from(names, ([, name = '']) => `${vendor.toUpperCase()}_${name}`);
}

it('docs/configuration.md has one row for every setting of the server', () => {
  const listed = rows('docs/configuration.md', 1);
  expect(SETTING_NAMES.filter((name) => name !== FOR_TESTS_ONLY && !listed.includes(name))).toEqual([]);
  expect(listed.length).toBe(new Set(listed).size);
});

it.each(['tencent', 'rongcloud'])('docs/configuration.md has a row for every setting of %s', (vendor) => {
  const settings = vendorSettings(vendor);
  expect(settings.length).toBeGreaterThan(3);
  const listed = rows('docs/configuration.md', 1);
  expect(settings.filter((name) => !listed.includes(name))).toEqual([]);
});

it('every flag of the emulators is explained: in docs/emulators.md, or as a setting that the server has, too', () => {
  const listed = [...rows('docs/emulators.md', 2), ...rows('docs/configuration.md', 1)];
  expect(FLAG_VARIABLES.filter((name) => !listed.includes(name))).toEqual([]);
});

it('the ten settings of the README are rows of docs/configuration.md, too', () => {
  const quoted = rows('README.md', 1);
  expect(quoted).toHaveLength(10);
  expect(rows('docs/configuration.md', 1)).toEqual(expect.arrayContaining([...quoted]));
});
