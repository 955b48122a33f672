import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];
const MAX_README_LINES = 150;
const MAX_README_LINE = 120;

/** Returns a page without its blocks of code, whose brackets and `#` are neither links nor headings. */
function prose(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/^ *```.*?^ *```$/gms, '');
}

/** Returns the anchors of a page, made of its headings as GitHub makes them. */
function anchors(page: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let count = 1; found.has(unique); count += 1) unique = `${anchor}-${count}`;
    found.add(unique);
  }
  return found;
}

/** Returns the links of a page that lead into the repository. */
function links(page: string): readonly string[] {
  const targets = Array.from(
    prose(page)
      .replaceAll(/`[^`\n]*`(?!\])/g, '')
      .matchAll(/\]\(([^()\s]+)\)/g),
    ([, target = '']) => target,
  );
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Returns what is wrong with a link; undefined if the link leads to a file and, with an anchor, to a heading. */
function fault(page: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(ROOT, target))) return `${page}: ${link} leads to no file`;
  if (anchor !== undefined && !anchors(target).has(anchor)) return `${page}: ${link} leads to no heading`;
  return undefined;
}

it.each(PAGES)('every link of %s leads to a file and a heading that exist', (page) => {
  expect(
    links(page)
      .map((link) => fault(page, link))
      .filter((found) => found !== undefined),
  ).toEqual([]);
});

it('the check of links finds a missing file and a missing heading', () => {
  expect(links('README.md').length).toBeGreaterThan(20);
  expect(fault('docs/errors.md', 'nowhere.md')).toBe('docs/errors.md: nowhere.md leads to no file');
  expect(fault('README.md', 'docs/errors.md#nowhere')).toBe('README.md: docs/errors.md#nowhere leads to no heading');
  expect(fault('README.md', '#figures')).toBeUndefined();
});

it('the README leads to every page of docs/, and the list of decisions to every decision', () => {
  const pagesOf = (page: string): string[] =>
    links(page).map((link) => path.posix.join(path.dirname(page), link.split('#')[0]!));
  const linked = new Set([...pagesOf('README.md'), ...pagesOf('docs/decisions/README.md')]);
  expect(PAGES.filter((page) => page.startsWith('docs/') && !linked.has(page))).toEqual([]);
});

it('the README has at most 150 lines of at most 120 characters', () => {
  const lines = readFileSync(path.join(ROOT, 'README.md'), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(MAX_README_LINES);
  expect(lines.filter((line) => line.length > MAX_README_LINE)).toEqual([]);
});
