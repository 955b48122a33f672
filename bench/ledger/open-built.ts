import type { Ledger } from '../../src/ledger/contract/ledger.ts';
import type * as LedgerModule from '../../src/ledger/open-ledger.ts';
import { built } from '../contenders/build.ts';

const { openLedger } = await built<typeof LedgerModule>('src/ledger/open-ledger.ts');

/** The build's ledger at an address. `onCommit` is told of every commit of SQLite how many jobs it held. */
export function openBuilt(url: string, onCommit: (jobs: number) => void = () => {}): Promise<Ledger> {
  return openLedger({ url, now: Date.now, onCommit });
}
