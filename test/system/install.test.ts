import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../shared/stores.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** `npm ci` of a copy of the package files, without installing, by an npm that believes to run on Node 20. */
function npmCi(folder: string, ...options: string[]) {
  const old = path.join(folder, 'node-20.cjs');
  writeFileSync(old, "Object.defineProperty(process, 'version', { value: 'v20.20.2' });");
  return spawnSync('npm', ['ci', '--dry-run', '--offline', '--ignore-scripts', ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_OPTIONS: `--require=${JSON.stringify(old)}` },
    shell: process.platform === 'win32',
  });
}

function packageFiles(): string {
  const folder = temporaryFolder();
  for (const part of ['package.json', 'package-lock.json', '.npmrc', 'stand-ins']) {
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  }
  return folder;
}

it('npm ci on Node 20 warns of nothing', () => {
  const { status, stdout, stderr } = npmCi(packageFiles());
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/added \d+ packages/);
});

it('npm ci on Node 20 shows every warning when asked to', () => {
  expect(npmCi(packageFiles(), '--loglevel', 'warn').stderr).toMatch(/EBADENGINE/);
});

it('npm ci still reports errors', () => {
  const folder = packageFiles();
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "tapedeck", "dependencies": { "left-out": "1.0.0" } }');
  const { status, stderr } = npmCi(folder);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/npm error .*left-out/);
});
