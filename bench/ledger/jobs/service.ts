import type { GraphQLSchema } from 'graphql';
import type * as ResolversModule from '../../../resolvers/index.ts';
import type * as TimingModule from '../../../src/calls/timing.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type * as ProvidersModule from '../../../src/providers/index.ts';
import type * as EngineModule from '../../../src/recordings/engine/engine.ts';
import type * as MarksModule from '../../../src/recordings/engine/vendor-marks.ts';
import type * as RecordingsModule from '../../../src/recordings/recordings.ts';
import type * as SealedStartsModule from '../../../src/recordings/starts/sealed-starts.ts';
import type * as SchemaModule from '../../../src/graphql/schema.ts';
import type * as SealingModule from '../../../src/wire/secret-encryption.ts';
import type { Transport } from '../../../src/wire/transport.ts';
import { built } from '../../contenders/build.ts';

const { createResolvers } = await built<typeof ResolversModule>('resolvers/index.ts');
const { MACHINE_TIMING, sleep } = await built<typeof TimingModule>('src/calls/timing.ts');
const { createProviders, eachProvider } = await built<typeof ProvidersModule>('src/providers/index.ts');
const { createEngine } = await built<typeof EngineModule>('src/recordings/engine/engine.ts');
const { VendorMarks } = await built<typeof MarksModule>('src/recordings/engine/vendor-marks.ts');
const { createRecordings } = await built<typeof RecordingsModule>('src/recordings/recordings.ts');
const { SealedStarts } = await built<typeof SealedStartsModule>('src/recordings/starts/sealed-starts.ts');
const { SecretEncryption } = await built<typeof SealingModule>('src/wire/secret-encryption.ts');
const { buildGraphql } = await built<typeof SchemaModule>('src/graphql/schema.ts');

/** Invalid vendor keys. */
const KEYS: Readonly<Record<string, string>> = {
  TENCENT_SECRET_ID: 'AKIDofTheBench',
  TENCENT_SECRET_KEY: 'secret-key-of-the-bench',
  RONGCLOUD_APP_KEY: 'rongBenchKey1',
  RONGCLOUD_APP_SECRET: 'secret-of-the-bench',
};

/** A log that discards all messages. */
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Creates the schema and life cycle of the build over a ledger, without a reconciler. */
export async function serviceOver(
  ledger: Ledger,
  transport: Transport,
): Promise<{ schema: GraphQLSchema; recordings: RecordingsModule.Recordings }> {
  const providers = await createProviders(
    { transport, now: Date.now, emulate: false, inlineStorageCredentials: true, callsPerSecond: 0, log },
    (prefix) => (name) => KEYS[`${prefix}_${name}`],
  );
  const engine = createEngine({
    ledger,
    recorders: eachProvider(providers).flatMap(({ recorders }) => recorders),
    sealedStarts: new SealedStarts(new SecretEncryption(Buffer.alloc(32))),
    now: Date.now,
    clock: MACHINE_TIMING.now,
    sleep: (ms) => sleep(MACHINE_TIMING, ms),
    random: MACHINE_TIMING.random,
    log,
    faultPoint: () => {},
    marks: new VendorMarks('a bench'),
  });
  const recordings = createRecordings(engine);
  return { schema: buildGraphql(createResolvers({ providers, recordings }), recordings.executor), recordings };
}
