import { randomBytes } from 'node:crypto';
import { Secret } from '../../wire/secret.ts';
import type { Store, Table } from '../store/store.ts';
import type { CallbackAddress, CallbackLine, CallbackSubject, EmulatedEvent, SigningContext } from './callbacks.ts';
import { CallbackDeliveries, type Delivery, type MessageKind, type SentCallback } from './delivery.ts';
import { CallbackFaults } from './faults.ts';
import { callbackPost, type PostCallback } from './post.ts';
import { CallbackSettings } from './settings.ts';
import type { CallbackWatch } from './watch.ts';
import { RequestLog } from '../server/request-log.ts';

export interface CallbackSenderOptions {
  readonly lines: readonly CallbackLine[];
  /** Knows every task of the store already. */
  readonly watch: CallbackWatch;
  readonly store: Store;
  /** The driven clock, in ms. */
  readonly now: () => number;
  /** The receivers' clock, in ms. */
  readonly receiversNow: () => number;
  /** Brings the store up to the moment before due are looked for. */
  readonly beforeScan?: () => void;
  /** Whether callbacks go to private addresses that a client or a control call has set. Not by default. */
  readonly allowPrivate?: boolean | undefined;
  /** Over HTTP by default. */
  readonly post?: PostCallback | undefined;
}

/** State of a task with unsent events. */
interface Progress {
  /** Events that were sent, have no address, or are being sent. */
  readonly taken: Set<string>;
  /** The sent events among `taken`, for the store. */
  readonly sent: string[];
  sending: number;
  isOver: boolean;
}

/** Marks a task whose events were all sent. */
const ALL_SENT = 'all';
const SCAN_INTERVAL_MS = 100;
const NO_REPEAT = { waitsMs: [] };
const DEFAULT_DELAY_MS = 1000;

/**
 * Sends callbacks as a vendor does. A scan sends all due events: after each call, after each control call, and every
 * 100 ms. The store keeps delivered and abandoned messages, so a restarted emulator continues. A message that was being
 * sent when the process was killed is sent again.
 */
export class CallbackSender {
  readonly faults = new CallbackFaults();
  readonly settings: CallbackSettings;
  readonly #lines: ReadonlyMap<string, CallbackLine>;
  readonly #deliveries: CallbackDeliveries;
  readonly #http: ReturnType<typeof callbackPost>;
  readonly #progress = new Map<string, Progress>();
  readonly #store: Table<readonly string[] | typeof ALL_SENT>;
  readonly #sent = new RequestLog<SentCallback>();
  /** Random, so no receiver knows the key. */
  readonly #attackersKey = new Secret(randomBytes(16).toString('hex'));
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly options: CallbackSenderOptions) {
    const { lines, store, now, watch } = options;
    this.settings = new CallbackSettings(lines, store.table('callback settings'), now);
    this.#lines = new Map(lines.map((line) => [line.path, line]));
    const { allowPrivate = false } = options;
    this.#http = callbackPost({ allowPrivate, isOwn: (url) => this.settings.isOwn(url) });
    this.#deliveries = new CallbackDeliveries(now, options.post ?? this.#http);
    this.#store = store.table('callbacks told');
    store.transaction(() => {
      for (const [id, sent] of this.#store.entries()) {
        if (!watch.has(id)) this.#store.remove(id);
        else if (sent === ALL_SENT) watch.remove(id);
      }
    });
  }

  /** The last thousand callbacks, oldest first: a live view. */
  get sent(): readonly SentCallback[] {
    return this.#sent.list;
  }

  /** Scans every 100 ms from now on, without keeping the process alive. */
  start(): void {
    this.#timer ??= setInterval(() => this.scan(), SCAN_INTERVAL_MS).unref();
  }

  /** Collects new events and sends due messages. Cheap if there is no new event. */
  scan(): void {
    if (this.#isClosed) return; // a call that was held up for longer than the emulator ran
    const { watch, now, beforeScan } = this.options;
    beforeScan?.();
    const due = watch.takeDue(now()).flatMap((subject) => this.#dueEventsOf(subject));
    due.sort((a, b) => a.event.at - b.event.at);
    for (const one of this.faults.reorder(due)) this.#plan(one);
    this.#deliveries.sendDue();
  }

  /** Stops all scans and aborts running attempts. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#deliveries.close();
    this.#http.close();
  }

  #dueEventsOf(subject: CallbackSubject): PendingEvent[] {
    const now = this.options.now();
    const { events, endsAt } = subject.plan(now);
    const progress = this.#progressOf(subject.id);
    const fresh = events.filter(({ id, at }) => at <= now && !progress.taken.has(id));
    for (const { id } of fresh) progress.taken.add(id);
    const due = fresh.flatMap((event) => {
      const { line, app, type, at } = event;
      const address = this.settings.addressOf(line, app);
      return address && address.since <= at ? { line, type, taskId: subject.id, event, address } : [];
    });
    progress.sending += due.length;
    progress.isOver = endsAt <= now;
    if (progress.isOver) this.options.watch.remove(subject.id);
    else this.options.watch.checkAt(subject.id, Math.min(...events.flatMap(({ at }) => (at > now ? at : [])), endsAt));
    if (progress.isOver && progress.sending === 0) this.#progress.delete(subject.id);
    return due;
  }

  #plan(due: PendingEvent): void {
    const { event, taskId } = due;
    const script = this.faults.take(event);
    const settle = () => this.#settle(taskId, event.id);
    if (script?.kind === 'lost') {
      this.#sent.add({ ...this.#recordOf(due, 'own'), outcome: 'lost' });
      return settle();
    }
    this.#send(due, 'own', script?.kind === 'late' ? (script.delayMs ?? DEFAULT_DELAY_MS) : 0, settle);
    const copies = script?.kind === 'duplicate' ? (script.copies ?? 1) : 0;
    for (let copy = 0; copy < copies; copy += 1) this.#send(due, 'copy');
    if (script?.kind === 'forged' || script?.kind === 'unsigned') this.#send(due, script.kind);
  }

  #send(due: PendingEvent, kind: MessageKind, delayMs = 0, onSettled: () => void = () => undefined): void {
    const record = this.#recordOf(due, kind);
    const { event, address } = due;
    const line = this.#lines.get(event.line)!;
    const isForged = kind === 'forged' || kind === 'unsigned';
    const delivery: Delivery = {
      event,
      record,
      address,
      retries: isForged ? { ...line.retries, ...NO_REPEAT } : line.retries,
      message: () => line.message(isForged ? event.forgedContent() : event.content(), this.#sealing(event, kind)),
      onSettled,
      dueAt: this.options.now() + delayMs,
    };
    this.#sent.add(record);
    this.#deliveries.add(delivery);
  }

  #sealing({ line, app }: EmulatedEvent, kind: MessageKind): SigningContext {
    const own = kind === 'forged' ? this.#attackersKey : this.settings.keyOf(line, app);
    const key = kind === 'unsigned' ? undefined : own;
    return { app, key, sentAt: this.options.now(), receiversNow: this.options.receiversNow() };
  }

  #recordOf({ event: { line, app, type, at }, taskId }: PendingEvent, kind: MessageKind): Delivery['record'] {
    return { line, app, taskId, type, kind, at, attempts: 0, status: null, outcome: 'waiting' };
  }

  #settle(taskId: string, eventId: string): void {
    const progress = this.#progressOf(taskId);
    progress.sent.push(eventId);
    progress.sending -= 1;
    const isDone = progress.isOver && progress.sending === 0;
    this.#store.put(taskId, isDone ? ALL_SENT : [...progress.sent]);
    if (isDone) this.#progress.delete(taskId);
  }

  #progressOf(taskId: string): Progress {
    const known = this.#progress.get(taskId);
    if (known) return known;
    const row = this.#store.get(taskId) ?? [];
    const sent = row === ALL_SENT ? [] : [...row];
    const progress = { taken: new Set(sent), sent, sending: 0, isOver: false };
    this.#progress.set(taskId, progress);
    return progress;
  }
}

interface PendingEvent {
  readonly line: string;
  readonly type: string;
  readonly taskId: string;
  readonly event: EmulatedEvent;
  readonly address: CallbackAddress;
}
