import { ChangeFeed } from '../../../src/events/change-feed.ts';
import { cursorOf, START } from '../../../src/events/cursor.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { deliveryId, DeliveryFanOut } from '../../../src/webhooks/fan-out.ts';

/** The changes that receivers of webhooks and subscribers received, over restores. */
export class ReceivedChanges {
  /** Content by epoch and number, by event id, by delivery id, and by cursor. */
  readonly #things = new Map<string, string>();
  readonly twice: string[] = [];
  /** Cursor of the last received change. */
  last = START;

  /** Delivers the changes of the ledger to a subscriber and an endpoint. */
  async receive(ledger: Ledger, now: () => number): Promise<void> {
    const { first } = await ledger.epochs();
    for (let after = 0; ;) {
      const changes = await ledger.changesAfter(after, 500);
      for (const change of changes) {
        const thing = `${change.recordingId}.${change.number} ${change.at} ${change.to} ${change.file}`;
        const later = change.epoch === first.id ? '' : `.${change.epoch}`;
        this.#note(`number ${change.epoch} ${change.seq}`, thing);
        this.#note(`cursor ${cursorOf(change)}`, thing);
        this.#note(`event ${change.recordingId}.${change.number}${later}`, thing);
        this.#note(`delivery ${deliveryId('wh_1', change.seq, later === '' ? null : change.epoch)}`, thing);
        this.last = cursorOf(change);
      }
      if (changes.length === 0) break;
      after = changes.at(-1)!.seq;
    }
    await this.#deliver(ledger, now);
  }

  /** Delivers the changes through webhooks. */
  async #deliver(ledger: Ledger, now: () => number): Promise<void> {
    const feed = new ChangeFeed({ ledger, log: { warn: () => undefined } });
    await feed.start();
    const settings = { url: 'https://hooks.example', description: null, filter: {}, secret: '', createdAt: now() };
    if (!(await ledger.webhooks.find('wh_1'))) await ledger.webhooks.insert({ id: 'wh_1', ...settings }, 100);
    await ledger.webhooks.update('wh_1', now(), () => ({ position: 0 }));
    const fanOut = new DeliveryFanOut(ledger, feed, now);
    while (await fanOut.advance((await ledger.webhooks.find('wh_1'))!));
    await feed.stop();
    for (const { id, body } of await ledger.webhooks.page('wh_1', { limit: 100_000 })) {
      const event = JSON.parse(body) as Event;
      const { change } = event.data;
      const thing = `${event.subject}.${change.number} ${Date.parse(change.at)} ${change.to} ${change.file}`;
      this.#note(`number ${event.epoch} ${Number(event.sequence)}`, thing);
      this.#note(`cursor ${event.cursor}`, thing);
      this.#note(`event ${event.id}`, thing);
      this.#note(`delivery ${id}`, thing);
    }
  }

  #note(name: string, thing: string): void {
    const known = this.#things.get(name);
    if (known !== undefined && known !== thing) this.twice.push(`${name}: ${known}, ${thing}`);
    this.#things.set(name, thing);
  }
}

interface Event {
  readonly id: string;
  readonly subject: string;
  readonly epoch: string;
  readonly sequence: string;
  readonly cursor: string;
  readonly data: {
    readonly change: {
      readonly number: number;
      readonly at: string;
      readonly to: string;
      readonly file: string | null;
    };
  };
}
