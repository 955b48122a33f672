import { onTestFinished } from 'vitest';
import { memoryStore, type Store } from '../../../src/emulation/store/store.ts';
import type { CallbackLine, EmulatedEvent, EventPlan, Retries } from '../../../src/emulation/callbacks/callbacks.ts';
import type { SentCallback } from '../../../src/emulation/callbacks/delivery.ts';
import type { PostCallback } from '../../../src/emulation/callbacks/post.ts';
import { CallbackSender } from '../../../src/emulation/callbacks/sender.ts';
import { CallbackWatch } from '../../../src/emulation/callbacks/watch.ts';
import { Secret } from '../../../src/wire/secret.ts';

export const LINE = 'maker/tapes';
export const OTHER_LINE = 'maker/films';
export const APP = '7';
export const OWN_KEY = 'the-own-key';
export const URL_OF_ALL = 'https://receiver.test/all';

export interface Posted {
  readonly url: string;
  readonly event: string;
  readonly key: string | null;
}

/** A task of a fictitious vendor: its events by time. */
export interface TaskPlan {
  readonly id: string;
  /** Type by time, on the driven clock. */
  readonly events: Readonly<Record<string, number>>;
  readonly line?: string;
  /** Time of the last event; Infinity by default. */
  endsAt?: number;
}

export interface CallbackSetup {
  readonly sender: CallbackSender;
  readonly watch: CallbackWatch;
  /** In order of sending. */
  readonly posted: readonly Posted[];
  /** Adds a task with these events. */
  readonly addTask: (task: TaskPlan) => void;
  /** How often tasks were planCount. */
  readonly planCount: () => number;
  /** Moves the clock on, and looks. */
  readonly advance: (ms: number) => void;
  readonly outcomes: () => readonly SentCallback['outcome'][];
}

export interface CallbackSetupOptions {
  readonly store?: Store;
  readonly retries?: Retries;
  readonly tasks?: readonly TaskPlan[];
  /** Returns the HTTP status by the number of the message; 200 by default. */
  readonly answer?: PostCallback;
  readonly startAt?: number;
}

/** Callbacks of a made-up vendor with a driven clock and without a network. Ends with the running test. */
export function setUpCallbacks(options: CallbackSetupOptions = {}): CallbackSetup {
  const { store = memoryStore(), retries = { timeoutMs: 1000, waitsMs: [0, 10] }, tasks = [] } = options;
  let now = options.startAt ?? 0;
  let planCount = 0;
  const posted: Posted[] = [];
  const watch = new CallbackWatch();
  const addTask = (task: TaskPlan) => {
    const plan = (): EventPlan => {
      planCount += 1;
      return { events: eventsOf(task), endsAt: task.endsAt ?? Infinity };
    };
    watch.add({ id: task.id, plan });
  };
  tasks.forEach(addTask);
  const sender = new CallbackSender({
    lines: [lineOf(LINE, retries), lineOf(OTHER_LINE, retries)],
    watch,
    store,
    now: () => now,
    receiversNow: () => 0,
    post(url, headers, body, signal) {
      posted.push({ url, event: body, key: headers['key'] ?? null });
      return options.answer ? options.answer(url, headers, body, signal) : Promise.resolve(200);
    },
  });
  onTestFinished(() => sender.close());
  return {
    sender,
    watch,
    posted,
    addTask,
    planCount: () => planCount,
    advance(ms) {
      now += ms;
      sender.scan();
    },
    outcomes: () => sender.sent.map(({ outcome }) => outcome),
  };
}

function lineOf(path: string, retries: Retries): CallbackLine {
  return {
    path,
    retries,
    keyOf: () => new Secret(OWN_KEY),
    message: (content, { key }) => ({
      headers: key ? { key: key.reveal() } : {},
      body: content['event'] as string,
    }),
  };
}

function eventsOf({ id, events, line = LINE }: TaskPlan): EmulatedEvent[] {
  return Object.entries(events).map(([type, at]) => ({
    id: type,
    line,
    app: APP,
    type,
    at,
    content: () => ({ event: `${id} ${type}` }),
    forgedContent: () => ({ event: `${id} lie` }),
  }));
}
