import type * as ConfigModule from '../../src/config.ts';
import type * as LogModule from '../../src/log.ts';
import type * as OpenLedgerModule from '../../src/ledger/open-ledger.ts';
import type * as RecordingModule from '../../src/domain/recording.ts';
import type * as ServerModule from '../../src/server.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { built } from '../contenders/build.ts';
import { memory, nowMs, serve } from './messages.ts';

// This server over a ledger in memory. The process of the server makes the changes, as for a callback.

const { openLedger } = await built<typeof OpenLedgerModule>('src/ledger/open-ledger.ts');
const { readConfig } = await built<typeof ConfigModule>('src/config.ts');
const { createLog } = await built<typeof LogModule>('src/log.ts');
const { Evidence, RecordingState } = await built<typeof RecordingModule>('src/domain/recording.ts');
const { startServer } = await built<typeof ServerModule>('src/server.ts');

const folder = mkdtempSync(join(tmpdir(), 'tapedeck-live-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const ledger = await openLedger({ url: 'sqlite::memory:', now: Date.now });
const { origin } = await startServer({
  config: readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    NODE_ENV: 'production',
    // All subscribers count as one client here.
    MAX_CONNECTIONS_PER_CLIENT: '100000',
    MAX_OPERATIONS_PER_CLIENT: '1000000',
  }),
  log: createLog('silent'),
  ledger,
  reconcile: false,
});

const id = 'rec_0000000000000000000000';
const life = { cause: null, wanted: 'RECORDING', attempt: 1, taskId: '1', accepted: true } as const;
const times = { begunAt: 1, pausedAt: null, resumedAt: null, endedAt: null, stopWantedAt: null, stopBy: null };
const empty = { ref: {}, params: null, answer: null, errors: null, labels: {}, metadata: {} };
const due = { sentAt: 1, controllableUntil: null, nextActionAt: null, urgentAt: null, fence: 1 };
const place = { id, product: 'TIW', account: '1400000001', room: '4294967295', vendorKey: 'robot_1', createdAt: 1 };
await ledger.insert({
  ...place,
  ...life,
  ...times,
  ...empty,
  ...due,
  evidence: Evidence.CALLBACK,
  state: RecordingState.RECORDING,
});

serve(Number(new URL(origin).port), {
  memory,
  async change({ count }) {
    const beganAt = nowMs();
    for (let change = 0; change < count; change += 1) {
      await ledger.update(id, (row) => ({
        at: Date.now(),
        set: { state: row.state === RecordingState.PAUSED ? RecordingState.RECORDING : RecordingState.PAUSED },
      }));
    }
    return beganAt;
  },
});
