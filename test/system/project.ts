import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runNode, type TestChild } from '../shared/child-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The parts of a fresh clone that its programs need. */
const PARTS = ['src', 'resolvers', 'examples', 'contracts', 'scripts'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Creates a folder with a space in its name, as on Windows, and a function that removes the folder. */
export function spacedFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Copies the project into `folder`, as a fresh clone, with the installed packages by default. */
export function cloneInto(folder: string, { packages = true } = {}): void {
  for (const part of [...PARTS, ...FILES]) cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  if (packages) linkPackages(folder);
}

/** Creates a project that builds in seconds: one source, one example. */
export function smallProject(): string {
  const { folder, remove } = spacedFolder();
  onTestFinished(remove);
  for (const file of FILES) cpSync(path.join(ROOT, file), path.join(folder, file));
  for (const part of ['src', 'resolvers', 'examples']) mkdirSync(path.join(folder, part));
  writeFileSync(path.join(folder, 'src/main.ts'), 'export const answer: number = 1;\n');
  writeFileSync(path.join(folder, 'examples/one.graphql'), '{ vendors { name } }\n');
  writeFileSync(path.join(folder, 'examples/one.variables.json'), '{}\n');
  linkPackages(folder);
  return folder;
}

function linkPackages(folder: string): void {
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}

/** Runs a script of the project in `folder`, with only these variables. */
export function runScript(
  folder: string,
  script: readonly string[],
  environment: Record<string, string> = {},
): TestChild {
  const [name, ...args] = script;
  return runNode([path.join(folder, 'scripts', name!), ...args], environment, folder);
}
