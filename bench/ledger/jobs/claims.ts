import { answer } from '../child.ts';
import { FIRST_MADE_AT } from '../fill/fill-sql.ts';
import { openBuilt } from './open-built.ts';
import { spreadOf, timed, type Spread } from '../times.ts';

export interface ClaimsJob {
  readonly url: string;
  /** Number of live recordings in the ledger. */
  readonly rows: number;
}

export interface ClaimsAnswer extends Spread {
  readonly claims: number;
}

const CLAIMS = 2000;
const WARM_UP = 100;
const AT_ONCE = 20;
const LEASE_MS = 40_000;
const PRODUCTS = ['TIW', 'TRTC_ROOM', 'GME'];

await answer<ClaimsJob>(async ({ url, rows }): Promise<ClaimsAnswer> => {
  const ledger = await openBuilt(url);
  const times: number[] = [];
  // Half of the recordings are due, as after an outage: the longest possible queue.
  const now = FIRST_MADE_AT + rows * 5;
  const leaseUntil = FIRST_MADE_AT + rows * 10 + LEASE_MS;
  const enough = Math.min(CLAIMS, Math.floor((rows / 2 / AT_ONCE) * 0.5));
  for (let n = 0; n < enough; n += 1) {
    const product = PRODUCTS[n % PRODUCTS.length]!;
    times.push(
      await timed(async () => {
        const claimed = await ledger.claimDue(product, now, leaseUntil, AT_ONCE);
        if (claimed.length !== AT_ONCE) throw new Error(`${claimed.length} of ${AT_ONCE} were claimed`);
      }),
    );
  }
  await ledger.close();
  return { claims: enough, ...spreadOf(times.slice(Math.min(WARM_UP, enough >> 1))) };
});
