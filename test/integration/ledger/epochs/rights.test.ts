import { Client } from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { newDatabase } from '../../../shared/postgres/run-server.ts';
import { run } from '../earlier/shapes.ts';
import { recording } from '../../../shared/ledger/sample.ts';

/** Returns the address of a database whose user may not read the identity of the cluster. */
async function limited(): Promise<string> {
  const url = new URL(await newDatabase());
  const user = `limited_${url.pathname.slice(1)}`;
  await run(
    url.href,
    `create role ${user} login; grant all on all tables in schema public to ${user};
     grant all on schema public to ${user}; revoke execute on function pg_control_system() from public`,
  );
  url.username = user;
  return url.href;
}

it('a database user without the right to read the identity of the cluster does not retry each second', async () => {
  const url = await limited();
  const queries = vi.spyOn(Client.prototype, 'query');
  onTestFinished(() => queries.mockRestore());
  const ledger = await openLedger({ url, now: () => 1000 });
  onTestFinished(() => ledger.close());
  vi.useFakeTimers({ toFake: ['setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = (): number =>
    queries.mock.calls.filter(([query]) => JSON.stringify(query).includes('pg_control')).length;
  const looks = (): number =>
    queries.mock.calls.filter(([query]) => JSON.stringify(query).includes('pg_database')).length;
  ledger.onChanges(() => undefined);
  await vi.advanceTimersByTimeAsync(1000);
  await expect.poll(looks).toBe(2);
  expect(asked()).toBe(1);
  await ledger.insert(recording(1));
  expect(await ledger.lastSeq()).toBe(1);
});
