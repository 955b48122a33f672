import { openLedger } from '../../../src/ledger/open-ledger.ts';

/** A process with a limit on file sizes: probes the ledger until a probe fails, and prints the error. */
const ledger = await openLedger({ url: process.argv[2]!, now: Date.now });
for (let probes = 1; ; probes += 1) {
  try {
    await ledger.probe();
  } catch (error) {
    process.stdout.write(`${(error as Error).name} after ${probes > 1 ? 'some' : 'no'} probes\n`);
    process.exit();
  }
}
