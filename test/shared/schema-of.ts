import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { createResolvers } from '../../resolvers/index.ts';
import { MACHINE_TIMING, sleep, type Timing } from '../../src/calls/timing.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import type { Ledger } from '../../src/ledger/contract/ledger.ts';
import { eachProvider, type Providers } from '../../src/providers/index.ts';
import { createEngine, type Engine } from '../../src/recordings/engine/engine.ts';
import { VendorMarks } from '../../src/recordings/engine/vendor-marks.ts';
import { NO_FAULTS } from '../../src/recordings/engine/fault-point.ts';
import { createRecordings, type Recordings } from '../../src/recordings/recordings.ts';
import { SealedStarts } from '../../src/recordings/starts/sealed-starts.ts';
import { buildGraphql } from '../../src/graphql/schema.ts';
import { SecretEncryption } from '../../src/wire/secret-encryption.ts';

/** Default key for the encryption of start credentials in the ledger. */
const SEALING_KEY = Buffer.alloc(32, 7);

/**
 * Builds the real schema over these providers, by default with a ledger in memory. No recording is reconciled in the
 * background.
 */
export async function schemaOf(
  providers: Providers,
  now: () => number,
  timing: Timing = MACHINE_TIMING,
  ledger?: Ledger,
  marks = new VendorMarks('a server of tests'),
  sealingKey: Buffer = SEALING_KEY,
): Promise<{ schema: GraphQLSchema; engine: Engine; recordings: Recordings; ledger: Ledger }> {
  const kept = ledger ?? (await openLedger({ url: 'sqlite::memory:', now }));
  const engine = createEngine({
    marks,
    ledger: kept,
    recorders: eachProvider(providers).flatMap(({ recorders }) => recorders),
    sealedStarts: new SealedStarts(new SecretEncryption(sealingKey)),
    now,
    clock: timing.now,
    sleep: (ms) => sleep(timing, ms),
    random: timing.random,
    log: pino({ level: 'silent' }),
    faultPoint: NO_FAULTS,
  });
  const recordings = createRecordings(engine);
  return {
    schema: buildGraphql(createResolvers({ providers, recordings }), recordings.executor),
    engine,
    recordings,
    ledger: kept,
  };
}
