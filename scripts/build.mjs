// Compiles the server into dist/. `tsc` does it all but the pages.
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function build() {
  await rm(`${root}/dist`, { recursive: true, force: true });
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const { buildGraphiql } = await import('./build-graphiql.mjs');
  await buildGraphiql({ outDir: `${root}/dist/web` });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
