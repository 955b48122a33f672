import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}
interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly link?: boolean }>>;
}

const ROOT = path.resolve(import.meta.dirname, '../../..');
const MOST_BYTES = 110 * 1024 * 1024;
/** A file takes whole blocks of the disk. */
const BLOCK = 4096;

function read<Content>(file: string): Content {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Content;
}

/** Bytes on the disk of a folder, without the packages inside it. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const place = path.join(folder, entry.name);
    if (!entry.isDirectory()) return sum + Math.ceil(lstatSync(place).size / BLOCK) * BLOCK;
    return entry.name === 'node_modules' ? sum : sum + BLOCK + sizeOf(place);
  }, 0);
}

it('the packages of production take 110 MB at most', () => {
  const places = Object.entries(read<Lock>('package-lock.json').packages)
    .filter(([place, { dev, link }]) => place.startsWith('node_modules/') && dev !== true && link !== true)
    .map(([place]) => path.join(ROOT, place));
  expect(places.length).toBeGreaterThan(100);
  expect(places.reduce((sum, place) => sum + sizeOf(place), 0)).toBeLessThan(MOST_BYTES);
});

it('no script of the package needs a POSIX shell', () => {
  const { scripts } = read<Manifest>('package.json');
  for (const [name, command] of Object.entries(scripts)) {
    expect(command, name).not.toMatch(/(^|&& )\w+=|['$;`*~]|(^|&& )(rm|cp|mv|mkdir|export|cat|bash|sh) /);
  }
});

it('every text file of the repository has LF on every machine', () => {
  const listed = execFileSync('git', ['ls-files', '--eol'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  expect(listed.length).toBeGreaterThan(500);
  // In the index, and by the attribute in every working tree, whatever core.autocrlf says.
  const others = listed.filter(
    (line) => !/^i\/(lf|none) .*attr\/text=auto eol=lf/.test(line) && !/attr\/-text/.test(line),
  );
  expect(others).toEqual([]);
});
