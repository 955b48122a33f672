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
  /** Brings the store up to the moment before news are looked for. */
  readonly beforeScan?: () => void;
  /** Whether callbacks go to private addresses that a client or a control call has set. Not by default. */
  readonly allowPrivate?: boolean | undefined;
  /** Over HTTP by default. */
  readonly post?: PostCallback | undefined;
}

/** What is done for a task whose news are not all told yet. */
interface Progress {
  /** Happenings that were told, or had no address, or are on their way. */
  readonly taken: Set<string>;
  /** Those of them that were told, for the store. */
  readonly told: string[];
  underWay: number;
  isOver: boolean;
}

/** Everything of the task was told. */
const ALL_SENT = 'all';
const SCAN_INTERVAL_MS = 100;
const NO_REPEAT = { waitsMs: [] };
const DEFAULT_DELAY_MS = 1000;

/**
 * Calls back as a vendor does. Whatever happened is sent once somebody looks: after each call, each control call and
 * every 100 ms. What was answered, or was given up, is in the store, so a restarted emulator goes on where it was; a
 * message that was under way when the process was killed is sent again.
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
  /** Nobody else has it. */
  readonly #forgersKey = new Secret(randomBytes(16).toString('hex'));
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
      for (const [id, told] of this.#store.entries()) {
        if (!watch.has(id)) this.#store.remove(id);
        else if (told === ALL_SENT) watch.remove(id);
      }
    });
  }

  /** The last thousand callbacks, oldest first: a live view. */
  get sent(): readonly SentCallback[] {
    return this.#sent.list;
  }

  /** Looks every 100 ms from now on, without holding the process back from its end. */
  start(): void {
    this.#timer ??= setInterval(() => this.scan(), SCAN_INTERVAL_MS).unref();
  }

  /** Takes what has happened by now, and sends what is due. Costs next to nothing when nothing has. */
  scan(): void {
    if (this.#isClosed) return; // a call that was held up for longer than the emulator ran
    const { watch, now, beforeScan } = this.options;
    beforeScan?.();
    const news = watch.takeDue(now()).flatMap((subject) => this.#newsOf(subject));
    news.sort((a, b) => a.event.at - b.event.at);
    for (const one of this.faults.reorder(news)) this.#plan(one);
    this.#deliveries.sendDue();
  }

  /** Ends everything: also what is under way. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#deliveries.close();
    this.#http.close();
  }

  /** What is to be told of a task now. */
  #newsOf(subject: CallbackSubject): PendingEvent[] {
    const now = this.options.now();
    const { events, endsAt } = subject.plan(now);
    const progress = this.#progressOf(subject.id);
    const fresh = events.filter(({ id, at }) => at <= now && !progress.taken.has(id));
    for (const { id } of fresh) progress.taken.add(id);
    const news = fresh.flatMap((event) => {
      const { line, app, type, at } = event;
      const address = this.settings.addressOf(line, app);
      return address && address.since <= at ? { line, type, taskId: subject.id, event, address } : [];
    });
    progress.underWay += news.length;
    progress.isOver = endsAt <= now;
    if (progress.isOver) this.options.watch.remove(subject.id);
    else this.options.watch.checkAt(subject.id, Math.min(...events.flatMap(({ at }) => (at > now ? at : [])), endsAt));
    if (progress.isOver && progress.underWay === 0) this.#progress.delete(subject.id);
    return news;
  }

  #plan(news: PendingEvent): void {
    const { event, taskId } = news;
    const script = this.faults.take(event);
    const settle = () => this.#settle(taskId, event.id);
    if (script?.kind === 'lost') {
      this.#sent.add({ ...this.#recordOf(news, 'own'), outcome: 'lost' });
      return settle();
    }
    this.#send(news, 'own', script?.kind === 'late' ? (script.delayMs ?? DEFAULT_DELAY_MS) : 0, settle);
    const copies = script?.kind === 'duplicate' ? (script.copies ?? 1) : 0;
    for (let copy = 0; copy < copies; copy += 1) this.#send(news, 'copy');
    if (script?.kind === 'forged' || script?.kind === 'unsigned') this.#send(news, script.kind);
  }

  #send(news: PendingEvent, kind: MessageKind, delayMs = 0, onSettled: () => void = () => undefined): void {
    const record = this.#recordOf(news, kind);
    const { event, address } = news;
    const line = this.#lines.get(event.line)!;
    const isStrangers = kind === 'forged' || kind === 'unsigned';
    const delivery: Delivery = {
      event,
      record,
      address,
      retries: isStrangers ? { ...line.retries, ...NO_REPEAT } : line.retries,
      message: () => line.message(isStrangers ? event.forgedContent() : event.content(), this.#sealing(event, kind)),
      onSettled,
      dueAt: this.options.now() + delayMs,
    };
    this.#sent.add(record);
    this.#deliveries.add(delivery);
  }

  #sealing({ line, app }: EmulatedEvent, kind: MessageKind): SigningContext {
    const own = kind === 'forged' ? this.#forgersKey : this.settings.keyOf(line, app);
    const key = kind === 'unsigned' ? undefined : own;
    return { app, key, sentAt: this.options.now(), receiversNow: this.options.receiversNow() };
  }

  #recordOf({ event: { line, app, type, at }, taskId }: PendingEvent, kind: MessageKind): Delivery['record'] {
    return { line, app, taskId, type, kind, at, attempts: 0, status: null, outcome: 'waiting' };
  }

  #settle(taskId: string, eventId: string): void {
    const progress = this.#progressOf(taskId);
    progress.told.push(eventId);
    progress.underWay -= 1;
    const isDone = progress.isOver && progress.underWay === 0;
    this.#store.put(taskId, isDone ? ALL_SENT : [...progress.told]);
    if (isDone) this.#progress.delete(taskId);
  }

  #progressOf(taskId: string): Progress {
    const known = this.#progress.get(taskId);
    if (known) return known;
    const row = this.#store.get(taskId) ?? [];
    const told = row === ALL_SENT ? [] : [...row];
    const progress = { taken: new Set(told), told, underWay: 0, isOver: false };
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
