import { bundled } from '../../shared/bundled.ts';

let child: Promise<string> | undefined;

/** The program of the child processes, packages included. */
export function bundledChild(): Promise<string> {
  return (child ??= bundled('test/system/crash/child.ts', 'crash-child', {
    // Native code cannot be bundled; Node supplies the streams.
    external: ['better-sqlite3', 'pg-native', 'web-streams-polyfill'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  }));
}
