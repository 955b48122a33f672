import { openLedger } from '../../../src/ledger/open-ledger.ts';

/** Program of a process that opens a ledger, reports the result, and keeps the ledger open until the process is killed. */
const url = process.argv[2]!;
try {
  await openLedger({ url, now: Date.now });
  process.stdout.write('open\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${(error as Error).name}\n`);
}
