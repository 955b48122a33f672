import { openLedger } from '../../../src/ledger/open-ledger.ts';

/** A process of its own that opens a ledger, says how that went, and keeps it until it is killed. */
const url = process.argv[2]!;
try {
  await openLedger({ url, now: Date.now });
  process.stdout.write('open\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${(error as Error).name}\n`);
}
