import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // type-graphql loads graphql's CommonJS build; a second copy would be "another module or realm".
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-pages.ts', 'test/postgres.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000, // a machine with other work on it is slow, not wrong
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: '100%', // many tests wait for processes of their own
  },
});
