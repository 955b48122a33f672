import path from 'node:path';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { startFailure } from './start-failure.ts';

// `npm run new-epoch`: for the operator after a restore of the ledger that a start cannot detect.

try {
  const { databaseUrl, dataDir, logLevel } = readConfig();
  const markFile = path.join(dataDir, 'ledger.mark');
  const ledger = await openLedger({ url: databaseUrl, now: Date.now, log: createLog(logLevel), markFile });
  const before = ledger.lineage.current;
  const { current } = await ledger.beginEpoch();
  await ledger.close();
  console.log(
    [
      `Epoch ${current.id} begins behind change ${current.fromSeq}, after epoch ${before.id}.`,
      'Clients that saw later changes are answered EPOCH_CHANGED, with the cursor to go on from.',
      'For seven days a start with an idempotency key that the ledger does not know asks the vendor first.',
    ].join('\n'),
  );
} catch (error) {
  console.error(startFailure(error));
  process.exit(1);
}
