import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildIfNeeded, BuildFailed, isBuilt } from '../../scripts/program/build.mjs';
import { runNode } from '../shared/child-process.ts';
import { smallProject } from './project.ts';

const BUILD = new URL('../../scripts/program/build.mjs', import.meta.url).href;

/** Builds and returns the progress lines. */
async function build(folder: string): Promise<string[]> {
  const said: string[] = [];
  await buildIfNeeded(folder, (line) => void said.push(line));
  return said;
}

/** Builds in another process. */
function buildElsewhere(folder: string) {
  const program = `import { buildIfNeeded } from ${JSON.stringify(BUILD)}; await buildIfNeeded(${JSON.stringify(folder)}, console.log);`;
  return runNode(['--input-type=module', '-e', program]);
}

function write(folder: string, source: string): void {
  writeFileSync(path.join(folder, 'src/main.ts'), source);
}

function compiled(folder: string): string {
  return readFileSync(path.join(folder, 'dist/src/main.js'), 'utf8');
}

describe('a build', () => {
  it('says at once that it builds, and how long it took', async () => {
    const folder = smallProject();
    expect(await build(folder)).toEqual([
      expect.stringMatching(/building …/),
      expect.stringMatching(/^Tapedeck: built in \d+\.\d s$/),
    ]);
    expect(compiled(folder)).toContain('answer = 1');
    expect(existsSync(path.join(folder, 'dist/web/graphiql.html'))).toBe(true);
  });

  it('is made again only when a source, a setting of the compiler or the lock file changed', async () => {
    const folder = smallProject();
    await build(folder);
    const before = statSync(path.join(folder, 'dist')).ino;
    expect(await build(folder)).toEqual([]);
    expect(statSync(path.join(folder, 'dist')).ino).toBe(before);
    for (const file of ['src/main.ts', 'examples/one.graphql', 'tsconfig.json', 'package-lock.json']) {
      const place = path.join(folder, file);
      const content = readFileSync(place, 'utf8');
      writeFileSync(place, `${content}\n`);
      expect(isBuilt(folder), file).toBe(false);
      writeFileSync(place, content);
      expect(isBuilt(folder), file).toBe(true);
    }
    write(folder, 'export const answer: number = 2;\n');
    expect(await build(folder)).toHaveLength(2);
    expect(compiled(folder)).toContain('answer = 2');
  });

  it('with a fault in a source leaves the last one as it was', async () => {
    const folder = smallProject();
    await build(folder);
    write(folder, 'export const answer = ;\n');
    await expect(build(folder)).rejects.toBeInstanceOf(BuildFailed);
    expect(compiled(folder)).toContain('answer = 1');
    expect(existsSync(path.join(folder, 'dist.new'))).toBe(false);
  });

  it('that is killed leaves the last one as it was, and the next one is whole', async () => {
    const folder = smallProject();
    await build(folder);
    write(folder, 'export const answer: number = 2;\n');
    const killed = buildElsewhere(folder);
    await killed.wrote(/building …/);
    killed.kill('SIGKILL');
    await killed.exited;
    expect(isBuilt(folder)).toBe(false);
    expect(compiled(folder)).toContain('answer = 1');
    await build(folder);
    expect(compiled(folder)).toContain('answer = 2');
    expect(isBuilt(folder)).toBe(true);
  });

  it('of two processes at once is made by one of them, and serves both', async () => {
    const folder = smallProject();
    const both = [buildElsewhere(folder), buildElsewhere(folder)];
    expect(await Promise.all(both.map(({ exited }) => exited))).toEqual([0, 0]);
    expect(isBuilt(folder)).toBe(true);
    expect(compiled(folder)).toContain('answer = 1');
  });
});
