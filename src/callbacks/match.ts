import { isFinal } from '../domain/state-machine.ts';
import type { Fact } from '../domain/recording.ts';
import type { Recording } from '../ledger/contract/entities.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';
import type { VendorMarks } from '../recordings/engine/vendor-marks.ts';
import type { CallbackEvent } from './callback.ts';
import type { LostTasks } from './lost-tasks.ts';

/** At this age of a callback, the start of its task is no longer in progress. */
export const YOUNG_MS = 2 * 60_000;
/** Maximum delay of the vendor's clock against that of this server. */
const SLACK_MS = 10_000;

const BEGINNINGS: readonly Fact['kind'][] = ['running', 'failed'];

/** Recordings of a room that are searched for a key that several recordings have. */
const MAX_OF_A_ROOM = 20;

/** Finds the recordings of callbacks. */
export class CallbackMatcher {
  constructor(
    private readonly engine: EngineParts,
    private readonly lost: LostTasks,
  ) {}

  /** Returns the recording of an event, also one that a restore of the ledger has lost. */
  async recordingOf(event: CallbackEvent, isBodySigned: boolean): Promise<Recording | undefined> {
    const known = await this.#find(event);
    if (known && !this.lost.mayHaveLostRetryOf(known)) return known;
    return (await this.lost.take(event, isBodySigned)) ?? known;
  }

  /**
   * Finds by task id, or by key if the key identifies the recording: clients may choose keys, so several recordings may
   * have the same key.
   */
  async #find(event: CallbackEvent): Promise<Recording | undefined> {
    const { ledger, marks } = this.engine;
    const { product, taskId, vendorKey } = event;
    const byTask = taskId === null ? undefined : await ledger.findByTask(product!, taskId);
    if (byTask || vendorKey === null) return byTask;
    const newest = await ledger.findByVendorKey(product!, vendorKey);
    if (!newest || matches(newest, event, marks)) return newest;
    return (await this.#inRoom(event)).find((row) => row.vendorKey === vendorKey && matches(row, event, marks));
  }

  /** Returns the newest recordings of the event's room. */
  async #inRoom({ product, account, room }: CallbackEvent): Promise<readonly Recording[]> {
    const filter = { product: product!, ...(account !== null && { account }), ...(room !== null && { room }) };
    const window = { order: 'NEWEST_FIRST', take: { first: MAX_OF_A_ROOM } } as const;
    return (await this.engine.ledger.page(filter, window)).rows;
  }
}

/** Returns whether the event is about another task than the recording's. */
export function isAnotherTask(row: Recording, { taskId }: CallbackEvent): boolean {
  return row.taskId !== null && taskId !== null && row.taskId !== taskId;
}

/**
 * Returns whether an event with the key of a recording is about the recording. A generated key belongs to one recording, so
 * any task with the key in the same room was started for the recording. A key that a client chose can appear on any task at
 * any time: it matches only a task that began when this recording's start was sent and not answered.
 */
function matches(row: Recording, event: CallbackEvent, marks: VendorMarks): boolean {
  const isSamePlace = agree(event.account, row.account) && agree(event.room, row.room);
  return isSamePlace && (marks.isOwn(row) || isExpected(row, event));
}

function agree(reported: string | null, known: string | null): boolean {
  return reported === null || known === null || reported === known;
}

function isExpected({ state, taskId, sentAt }: Recording, { report }: CallbackEvent): boolean {
  const beginning = report.facts.find(({ kind }) => BEGINNINGS.includes(kind));
  if (!beginning || taskId !== null || sentAt === null || isFinal(state)) return false;
  const after = beginning.at - sentAt;
  return after >= -SLACK_MS && after < YOUNG_MS;
}
