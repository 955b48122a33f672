import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type * as LedgerModule from '../../../src/ledger/open-ledger.ts';
import { built } from '../../contenders/build.ts';

const { openLedger } = await built<typeof LedgerModule>('src/ledger/open-ledger.ts');

/** Opens a ledger of the build. `onCommit` receives the number of jobs of each SQLite commit. */
export function openBuilt(url: string, onCommit: (jobs: number) => void = () => {}): Promise<Ledger> {
  return openLedger({ url, now: Date.now, onCommit });
}
