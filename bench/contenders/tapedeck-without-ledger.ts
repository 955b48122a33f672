import 'reflect-metadata';
import type * as ConfigModule from '../../src/config.ts';
import type { Ledger } from '../../src/ledger/contract/ledger.ts';
import type { Recording } from '../../src/ledger/contract/entities.ts';
import type * as LogModule from '../../src/log.ts';
import type * as ServerModule from '../../src/server.ts';
import { serve } from '../messages.ts';
import { built } from './build.ts';

// This server over a ledger that stores nothing: the difference to the other contenders is the cost of the ledger.

const { readConfig } = await built<typeof ConfigModule>('src/config.ts');
const { createLog } = await built<typeof LogModule>('src/log.ts');
const { startServer } = await built<typeof ServerModule>('src/server.ts');

const underWay = new Map<string, Recording>();
/** The methods of a ledger that a start uses; names that a ledger does not have fail to compile. */
const ledger = {
  clock: { now: Date.now, settled: () => Promise.resolve(), aheadMs: () => 0, source: 'test' },
  shared: false,
  insert: (recording: Recording) => {
    underWay.set(recording.id, recording);
    return Promise.resolve({ taken: null });
  },
  update: (id: string, decide: (row: Recording) => { set?: object } | undefined) => {
    const row = underWay.get(id)!;
    underWay.delete(id);
    return Promise.resolve({ row: { ...row, ...decide(row)?.set }, outcome: 'changed' });
  },
  breakLeases: () => Promise.resolve(),
  rewriteLive: () => Promise.resolve(0),
  webhooks: { rewriteAddresses: () => Promise.resolve(0) },
  onEpoch: () => () => undefined,
  lastSeq: () => Promise.resolve(0),
  changesAfter: () => Promise.resolve([]),
  onChanges: () => () => undefined,
  close: () => Promise.resolve(),
} satisfies Partial<Record<keyof Ledger, unknown>>;

const config = readConfig();
const { origin } = await startServer({
  config,
  log: createLog(config.logLevel),
  ledger: ledger as unknown as Ledger,
  reconcile: false,
});
serve(Number(new URL(origin).port), {});
