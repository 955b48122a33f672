import { expect, it } from 'vitest';
import { ClockWatch, type ComparedVendor } from '../../../src/clock/clock-watch.ts';
import { drivenClock, type LedgerClock } from '../../../src/clock/ledger-clock.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { fakeLog } from '../../shared/fake-log.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

/** Creates a watch over a ledger clock and one vendor, which the test controls. */
function watch(source: LedgerClock['source'] = 'database') {
  const state = { aheadMs: 0, isReachable: true };
  const vendor = { isKnown: true, offsetMs: 0 };
  const lines: Line[] = [];
  const timing = new DrivenTime();
  const clock: LedgerClock = {
    ...drivenClock(() => 0),
    aheadMs: () => state.aheadMs,
    check: () => (state.isReachable ? Promise.resolve() : Promise.reject(new Error('gone'))),
    source,
  };
  const vendors: ComparedVendor[] = [{ name: 'RONGCLOUD', clock: vendor }];
  const log = fakeLog((fields, message, level) => void lines.push({ level, fields, message }));
  return { state, vendor, lines, timing, clocks: new ClockWatch({ clock, vendors, timing, log }) };
}

it('reports nothing of clocks that are 5 s apart', async () => {
  const { state, vendor, lines, clocks } = watch();
  state.aheadMs = 5 * SECOND;
  vendor.offsetMs = -10 * SECOND;
  await clocks.look();
  expect(lines).toEqual([]);
  expect(clocks.apart()).toEqual({});
});

it('logs once that the database is ahead, and once that it is not any more', async () => {
  const { state, vendor, lines, clocks } = watch();
  state.aheadMs = 45 * SECOND;
  vendor.offsetMs = -45 * SECOND;
  await clocks.look();
  await clocks.look();
  const message =
    'the clock of the database is 45 s ahead of the clock of this machine: leases and deadlines follow the database';
  expect(lines).toEqual([{ level: 'warn', fields: { clock: 'database', aheadMs: 45 * SECOND }, message }]);
  expect(clocks.apart()).toEqual({ database: 45 * SECOND });
  state.aheadMs = 0;
  vendor.offsetMs = 0;
  await clocks.look();
  await clocks.look();
  expect(lines.slice(1)).toMatchObject([{ level: 'info', fields: { clock: 'database' } }]);
  expect(clocks.apart()).toEqual({});
});

it('logs a vendor, by the clock of the machine', async () => {
  const { state, vendor, lines, clocks } = watch();
  state.aheadMs = -HOUR;
  vendor.offsetMs = -2 * HOUR;
  await clocks.look();
  expect(lines.map(({ message }) => message)).toEqual([
    'the clock of the database is 60 min behind the clock of this machine: leases and deadlines follow the database',
    'the clock of RONGCLOUD is 3 h behind the clock of this machine: signatures and the age of callbacks follow the vendor',
  ]);
  expect(clocks.apart()).toEqual({ database: -HOUR, RONGCLOUD: -3 * HOUR });
});

it('says nothing of a vendor that has not answered yet', () => {
  const { state, vendor, clocks } = watch();
  state.aheadMs = HOUR;
  vendor.isKnown = false;
  expect(clocks.apart()).toEqual({ database: HOUR });
});

it('logs a server whose clock was set, and not repeatedly while it follows', async () => {
  const { state, lines, clocks } = watch('process');
  for (let left = HOUR; left > 0; left -= 10 * SECOND) {
    state.aheadMs = -left;
    await clocks.look();
  }
  expect(lines[0]).toMatchObject({ level: 'warn', fields: { clock: 'server', aheadMs: -HOUR } });
  expect(lines.filter(({ fields }) => fields['clock'] === 'server').length).toBeLessThan(12);
});

it('reports a change of the difference', async () => {
  const { state, lines, clocks } = watch();
  state.aheadMs = 45 * SECOND;
  await clocks.look();
  state.aheadMs = HOUR;
  await clocks.look();
  expect(lines.filter(({ fields }) => fields['clock'] === 'database')).toHaveLength(2);
});

it('compares again and again until it is stopped, also while the database is gone', async () => {
  const { state, lines, timing, clocks } = watch();
  clocks.start();
  state.isReachable = false;
  await timing.runUntil(10 * SECOND);
  state.aheadMs = HOUR;
  await timing.runUntil(20 * SECOND);
  expect(lines.length).toBeGreaterThan(0);
  await clocks.stop();
  await timing.runUntil(30 * SECOND);
  expect(timing.pending).toBe(0);
});
