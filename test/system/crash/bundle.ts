import { bundled } from '../../bundled.ts';

let child: Promise<string> | undefined;

/** The program of the child processes, packages included. */
export function bundledChild(): Promise<string> {
  return (child ??= bundled('test/system/crash/child.ts', 'crash-child', {
    external: ['better-sqlite3', 'pg-native'], // native code cannot be bundled
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  }));
}
