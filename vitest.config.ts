import { configDefaults, defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/shared/vitest/slowest-first.ts';

/** What `npm test` runs: everything that needs no process of its own and is soon done. */
export default defineConfig({
  resolve: {
    // type-graphql loads graphql's CommonJS build; a second copy would be "another module or realm".
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/system/**'],
    globalSetup: ['test/shared/vitest/setup.ts'],
    setupFiles: ['test/shared/vitest/setup-file.ts'],
    isolate: false, // files keep nothing in modules: loading the server anew for each of them took most of the time
    restoreMocks: true,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 180_000, // a machine with other work on it is slow, not wrong
    expect: { poll: { timeout: 60_000 } },
    coverage: { include: ['src/**', 'resolvers/**'], reporter: ['text-summary', 'html'] },
    maxWorkers: '100%', // many tests wait for what is written or sent
  },
});
