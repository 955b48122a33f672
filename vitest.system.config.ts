import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/**
 * What `npm run test:system` runs: processes that are started and killed, and the long properties. `--mode full` (`npm run
 * test:crash`) is thirteen times as many kills.
 */
export default defineConfig(({ mode }) => ({
  ...base,
  test: {
    ...base.test,
    include: ['test/system/**/*.test.ts'],
    exclude: [],
    testTimeout: 180_000, // a process takes a minute to start where many others do
    ...(mode === 'full' && { env: { CRASH_SCALE: '1' } }),
  },
}));
