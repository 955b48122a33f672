import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Assumed duration of an unknown file, in ms. */
const UNKNOWN_MS = 1000;

/** Durations of the slow files on two idle cores, in seconds, for a machine without recorded durations. */
const SLOW: Readonly<Record<string, number>> = {
  'test/unit/bench/scale.test.ts': 6,
  'test/integration/callbacks/keys.test.ts': 5,
  'test/integration/callbacks/terminal.test.ts': 7,
  'test/integration/recordings/adopt.test.ts': 6,
  'test/integration/recordings/connection.test.ts': 9,
  'test/integration/recordings/idempotency.test.ts': 9,
  'test/integration/recordings/interleavings.test.ts': 15,
  'test/integration/recordings/late-answers.test.ts': 5,
  'test/integration/recordings/lost-answers.test.ts': 8,
  'test/integration/recordings/stop.test.ts': 10,
  'test/integration/http/graphql/hot-path/same-answers.test.ts': 5,
  'test/integration/input/compiled-input.test.ts': 6,
  'test/integration/ledger/earlier/migrate.test.ts': 5,
  'test/integration/ledger/idempotency/keys.test.ts': 5,
  'test/integration/ledger/orphans/orphans.test.ts': 8,
  'test/integration/ledger/page.test.ts': 5,
  'test/integration/ledger/recordings.test.ts': 6,
  'test/integration/ledger/webhooks/webhooks.test.ts': 4,
  'test/integration/webhooks/worker.test.ts': 34,
  'test/system/hostile-callbacks.test.ts': 15,
  'test/system/build.test.ts': 10,
  'test/system/crash/kill-postgres.test.ts': 373,
  'test/system/crash/kill-sqlite.test.ts': 298,
  'test/system/ledger-equals-vendors.test.ts': 80,
  'test/system/examples.test.ts': 5,
  'test/system/failures.test.ts': 6,
  'test/system/first-steps.test.ts': 42,
  'test/system/first-use.test.ts': 22,
  'test/system/ledger/trouble.test.ts': 7,
  'test/system/lifecycle.test.ts': 19,
  'test/system/pacing.test.ts': 12,
  'test/system/processes/budget.test.ts': 65,
  'test/system/processes/callbacks.test.ts': 17,
  'test/system/processes/pause.test.ts': 22,
  'test/system/processes/restart.test.ts': 25,
  'test/system/processes/stores.test.ts': 25,
  'test/system/properties/gme.test.ts': 12,
  'test/system/properties/numbers.test.ts': 15,
  'test/system/properties/rongcloud.test.ts': 17,
  'test/system/properties/tiw.test.ts': 8,
  'test/system/properties/trtc-room.test.ts': 18,
  'test/system/properties/trtc-web.test.ts': 10,
  'test/system/start.test.ts': 12,
  'test/integration/server/callbacks.test.ts': 6,
  'test/integration/server/live-reconnect.test.ts': 19,
  'test/integration/server/live.test.ts': 5,
  'test/integration/server/secrets/requests.test.ts': 18,
  'test/integration/server/secrets/vendors.test.ts': 10,
  'test/integration/server/upstream-faults.test.ts': 10,
  'test/integration/server/webhooks.test.ts': 23,
};

/** Runs the slowest files first, so that no worker has a long file left at the end. */
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
