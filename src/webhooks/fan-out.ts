import { matchesFilter, type EventFilter } from '../events/event-filter.ts';
import type { ChangeFeed, RecordingEvent } from '../events/change-feed.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { RecordingFile } from '../ledger/contract/entities.ts';
import type { WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { NewWebhookDelivery } from '../ledger/contract/webhook-store.ts';
import { lettersAndDigits } from '../wire/digest.ts';
import { printJson } from '../wire/json.ts';
import { cloudEventOf } from './cloud-event.ts';

/** Maximum events of one commit. */
const MAX_BATCH = 200;
const ID_CHARACTERS = 24;

/** Creates deliveries from changes. Any number of processes may do so: the position of an endpoint advances once. */
export class DeliveryFanOut {
  constructor(
    private readonly ledger: Pick<Ledger, 'lineage' | 'filesOf' | 'webhooks'>,
    private readonly feed: Pick<ChangeFeed, 'after'>,
    private readonly now: () => number,
  ) {}

  /** Creates the next deliveries to an endpoint, in one commit. Returns whether there may be more. */
  async advance({ id, position, filter }: WebhookEndpoint): Promise<boolean> {
    const events = (await this.feed.after(position)).slice(0, MAX_BATCH);
    const next = events.at(-1)?.change.seq;
    if (next === undefined) return false;
    const wanted = events.filter((event) => matchesFilter(event, filter as EventFilter));
    const deliveries = await this.#deliveriesOf(id, wanted);
    // Has no effect if another process was first, or a client has reset the position. The next run reads the new position.
    await this.ledger.webhooks.fanOut(id, position, next, deliveries, this.now());
    return true;
  }

  async #deliveriesOf(endpointId: string, events: readonly RecordingEvent[]): Promise<NewWebhookDelivery[]> {
    const files = await this.#filesOf(events);
    const { id: firstEpoch } = this.ledger.lineage.first;
    return events.map((event) => {
      const { seq, epoch, recordingId, file, fileTask } = event.change;
      const row = file === null ? undefined : files.get(keyOf(recordingId, fileTask, file));
      return {
        id: deliveryId(endpointId, seq, epoch === firstEpoch ? null : epoch),
        seq,
        recordingId,
        body: printJson(cloudEventOf(event, firstEpoch, row)),
      };
    });
  }

  async #filesOf(events: readonly RecordingEvent[]): Promise<ReadonlyMap<string, RecordingFile>> {
    const ids = events.filter(({ change }) => change.file !== null).map(({ change }) => change.recordingId);
    const files = await this.ledger.filesOf([...new Set(ids)]);
    return new Map(files.map((row) => [keyOf(row.recordingId, row.taskId, row.name), row]));
  }
}

/**
 * Returns the same id for the same event and endpoint, so that receivers recognize repeated deliveries. `laterEpoch` is null
 * for events of the first epoch.
 */
export function deliveryId(endpointId: string, seq: number, laterEpoch: string | null): string {
  const name = [endpointId, seq, ...(laterEpoch === null ? [] : [laterEpoch])].join('.');
  return `msg_${lettersAndDigits(name, ID_CHARACTERS)}`;
}

function keyOf(recordingId: string, taskId: string, file: string): string {
  return `${recordingId}/${taskId}/${file}`;
}
