import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What a file takes of which nothing is known, in ms. */
const UNKNOWN_MS = 1000;

/** What the slow files take where nothing else runs, in seconds; for a machine that has not run them yet. */
const SLOW: Readonly<Record<string, number>> = {
  'test/bench/scale.test.ts': 16,
  'test/callbacks/abuse.test.ts': 6,
  'test/callbacks/keys.test.ts': 8,
  'test/contracts/inputs.test.ts': 9,
  'test/contracts/properties.test.ts': 10,
  'test/recordings/adopt.test.ts': 8,
  'test/recordings/connection.test.ts': 10,
  'test/recordings/control.test.ts': 9,
  'test/recordings/idempotency.test.ts': 7,
  'test/recordings/interleavings.test.ts': 12,
  'test/recordings/lost-answers.test.ts': 7,
  'test/recordings/stop.test.ts': 9,
  'test/src/http/hot-path.test.ts': 8,
  'test/src/input/compiled-input.test.ts': 7,
  'test/src/webhooks/worker.test.ts': 20,
  'test/system/crash/kill-postgres.test.ts': 300,
  'test/system/crash/kill-sqlite.test.ts': 300,
  'test/system/equal.test.ts': 60,
  'test/system/first-use.test.ts': 60,
  'test/system/lifecycle.test.ts': 30,
  'test/system/processes/budget.test.ts': 60,
  'test/system/processes/pause.test.ts': 60,
  'test/system/processes/stores.test.ts': 90,
  'test/system/properties/gme.test.ts': 30,
  'test/system/properties/rongcloud.test.ts': 30,
  'test/system/properties/tiw.test.ts': 30,
  'test/system/properties/trtc-room.test.ts': 30,
  'test/system/properties/trtc-web.test.ts': 30,
  'test/whole/secrets.test.ts': 24,
  'test/whole/upstream-faults.test.ts': 12,
};

/** Runs the files that take longest first, so that no worker is left with a long one at the end. */
export class SlowestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { cache, config } = this.ctx;
    const duration = (file: TestSpecification): number => {
      const lastTime = cache.getTestSpecificationResult(file)?.duration;
      const table = SLOW[path.relative(config.root, file.moduleId).replaceAll(path.sep, '/')];
      return lastTime ?? (table === undefined ? UNKNOWN_MS : table * 1000);
    };
    return Promise.resolve([...files].sort((one, other) => duration(other) - duration(one)));
  }
}
