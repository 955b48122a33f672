// What a build was made of, as one text: a build with another stamp is out of date.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files and folders that determine a build, relative to the project. */
const INPUTS = [
  'src',
  'resolvers',
  'examples',
  'scripts/program',
  'scripts/build-graphiql.mjs',
  'scripts/graphiql',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** Returns the stamp of the sources below `root`: a digest of names and contents. */
export function stampOf(root) {
  const digest = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesOf(root, input))) {
    const content = readFileSync(path.join(root, file));
    digest.update(`${file} ${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

/** Whether the sources are present: a server may be shipped as a build without sources. */
export function hasSources(root) {
  return existsSync(path.join(root, 'tsconfig.build.json'));
}

function filesOf(root, input) {
  const place = path.join(root, input);
  const entries = existsSync(place) ? entriesOf(place) : [];
  if (entries === undefined) return [input];
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .map(({ name }) => `${input}/${name}`)
    .sort()
    .flatMap((inner) => filesOf(root, inner));
}

/** Undefined for a file. */
function entriesOf(place) {
  try {
    return readdirSync(place, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
