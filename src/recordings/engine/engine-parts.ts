import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { Log } from '../../log.ts';
import type { Recorder } from '../../domain/recorder.ts';
import { PollBudget } from '../lifecycle/poll-budget.ts';
import { DEFAULT_POLICY, type Policy } from '../lifecycle/schedule.ts';
import type { SealedStarts } from '../starts/sealed-starts.ts';
import type { FaultPoint } from './fault-point.ts';
import { InFlightWork } from './in-flight-work.ts';
import { Leases } from './leases.ts';
import { OutcomeWatcher } from './outcome-watcher.ts';
import { Recorders } from '../../domain/recorders.ts';
import { RecordingStore } from './recording-store.ts';
import { Uptime } from './uptime.ts';
import type { VendorMarks } from './vendor-marks.ts';

export interface EngineOptions {
  readonly ledger: Ledger;
  readonly recorders: readonly Recorder[];
  readonly sealedStarts: SealedStarts;
  readonly marks: VendorMarks;
  /** Unix ms. */
  readonly now: () => number;
  /** Monotonic clock that leases are measured by, ms. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 to below 1: jitter. */
  readonly random: () => number;
  /** Never given an input. */
  readonly log: Log;
  readonly faultPoint: FaultPoint;
  /** Duration of a lease, ms; 40 s unless a test sets a shorter one. */
  readonly leaseMs?: number;
  /** Poll intervals; `DEFAULT_POLICY` unless a test sets others. */
  readonly policy?: Omit<Policy, 'filesRule' | 'pollSpacingOf'>;
}

/** The parts that the classes of the engine share. Each class picks the parts that it uses. */
export type EngineParts = ReturnType<typeof createParts>;

export function createParts(options: EngineOptions) {
  const { ledger, sealedStarts, marks, now, sleep, log, faultPoint, policy: given = DEFAULT_POLICY } = options;
  const recorders = new Recorders(options.recorders);
  const uptime = new Uptime(now());
  const pollBudget = new PollBudget(recorders.products, given.pollMs);
  const policy: Policy = {
    ...given,
    filesRule: (product) => recorders.of(product),
    pollSpacingOf: (product) => pollBudget.spacingOf(product),
    listeningSince: () => uptime.since,
  };
  const outcomes = new OutcomeWatcher(options);
  const store = new RecordingStore({ ...options, policy, pollBudget, outcomes });
  const leases = new Leases({ ...options, store });
  const inFlight = new InFlightWork();
  const made = { recorders, uptime, pollBudget, policy, outcomes, store, leases, inFlight };
  return { ledger, sealedStarts, marks, now, sleep, log, faultPoint, ...made };
}
