// `npm run dev`: the server from the source, again after every change.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// The source finds the page where a build has the page.
if (!existsSync(path.join(root, 'dist/web/graphiql.html'))) {
  const { buildGraphiql } = await import('./build-graphiql.mjs');
  await buildGraphiql({ outDir: path.join(root, 'dist/web') });
}
const tsx = createRequire(import.meta.url).resolve('tsx/cli');
const child = spawn(process.execPath, [tsx, 'watch', '--env-file-if-exists=.env', 'src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
