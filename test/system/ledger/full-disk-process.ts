import { openLedger } from '../../../src/ledger/open-ledger.ts';

/** A process that may not write beyond some size: probes the ledger until that fails, and says what it failed with. */
const ledger = await openLedger({ url: process.argv[2]!, now: Date.now });
for (let probes = 1; ; probes += 1) {
  try {
    await ledger.probe();
  } catch (error) {
    process.stdout.write(`${(error as Error).name} after ${probes > 1 ? 'some' : 'no'} probes\n`);
    process.exit();
  }
}
