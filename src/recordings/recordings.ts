import type { CallbackCount } from '../ledger/contract/callback-store.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { RecordingChange, Orphan, Recording } from '../ledger/contract/entities.ts';
import { RecordingState } from '../domain/recording.ts';
import { isFinal } from '../domain/state-machine.ts';
import { Adoptions } from './actions/adopt.ts';
import { Control } from './actions/control.ts';
import { StopMany } from './actions/stop-many.ts';
import { Starts } from './actions/start.ts';
import { VendorActions } from './actions/vendor-actions.ts';
import { Executor } from './idempotency/executor.ts';
import type { Engine } from './engine/engine.ts';
import type { Orphans } from './engine/orphans.ts';
import type { Recorders } from '../domain/recorders.ts';

/** A recording as the ledger stores it. */
export type KnownRecording = Recording;

/** A change of a recording. */
export type KnownChange = RecordingChange;

/** Number of callbacks of one kind. */
export type KnownCallbacks = CallbackCount;

/** A task without a recording. */
export type KnownOrphan = Orphan;

/** The queries of the ledger about recordings. */
export type RecordingReader = Pick<
  Ledger,
  | 'find'
  | 'findByTask'
  | 'page'
  | 'countOf'
  | 'countsBy'
  | 'filesOf'
  | 'filesPage'
  | 'countFiles'
  | 'changesOf'
  | 'changesAfter'
  | 'lastSeq'
  | 'lineage'
  | 'epochs'
>;

/** The services that clients use through the resolvers. */
export interface Recordings {
  /** Runs mutations once for each idempotency key. */
  readonly executor: Executor;
  readonly reader: RecordingReader;
  readonly recorders: Recorders;
  readonly starts: Starts;
  readonly control: Control;
  readonly stopMany: StopMany;
  readonly adoptions: Adoptions;
  readonly vendorActions: VendorActions;
  readonly orphans: Pick<Orphans, 'list'>;
  readonly callbackCounts: () => Promise<readonly KnownCallbacks[]>;
  /** Unix ms. */
  readonly now: () => number;
}

export function createRecordings(engine: Engine): Recordings {
  const { ledger: reader, recorders, orphans, now } = engine;
  const control = new Control(engine);
  const executor = new Executor(engine);
  return {
    executor,
    reader,
    recorders,
    starts: new Starts(engine, executor),
    control,
    stopMany: new StopMany(engine, control),
    adoptions: new Adoptions(engine),
    vendorActions: new VendorActions(engine),
    orphans,
    callbackCounts: () => reader.callbacks.counts(),
    now,
  };
}

/** Returns the newest live recording of a room that `matches`. */
export async function findLive(
  reader: RecordingReader,
  product: string,
  room: string,
  matches: (row: Recording) => boolean,
): Promise<Recording | undefined> {
  const states = Object.values(RecordingState).filter((state) => !isFinal(state));
  const { rows } = await reader.page(
    { products: [product], room, states },
    { order: 'NEWEST_FIRST', take: { first: 20 } },
  );
  return rows.find(matches);
}
