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

/** A task of a made-up vendor: what is told of it, by time. */
export interface Story {
  readonly id: string;
  /** Type by time, on the driven clock. */
  readonly events: Readonly<Record<string, number>>;
  readonly line?: string;
  /** When nothing more comes; Infinity by default. */
  endsAt?: number;
}

export interface CallbackWorld {
  readonly sender: CallbackSender;
  readonly watch: CallbackWatch;
  /** In the order in which they left. */
  readonly posted: readonly Posted[];
  /** Adds a task whose life is known. */
  readonly tell: (story: Story) => void;
  /** How often tasks were asked. */
  readonly asked: () => number;
  /** Moves the clock on, and looks. */
  readonly advance: (ms: number) => void;
  readonly outcomes: () => readonly SentCallback['outcome'][];
}

export interface CallbackWorldOptions {
  readonly store?: Store;
  readonly retries?: Retries;
  readonly stories?: readonly Story[];
  /** What is answered, by the number of the message; 200 by default. */
  readonly answer?: PostCallback;
  readonly startAt?: number;
}

/** Callbacks of a made-up vendor with a driven clock and without a network. Ends with the running test. */
export function callbackWorld(options: CallbackWorldOptions = {}): CallbackWorld {
  const { store = memoryStore(), retries = { timeoutMs: 1000, waitsMs: [0, 10] }, stories = [] } = options;
  let now = options.startAt ?? 0;
  let asked = 0;
  const posted: Posted[] = [];
  const watch = new CallbackWatch();
  const tell = (story: Story) => {
    const plan = (): EventPlan => {
      asked += 1;
      return { events: eventsOf(story), endsAt: story.endsAt ?? Infinity };
    };
    watch.add({ id: story.id, plan });
  };
  stories.forEach(tell);
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
    tell,
    asked: () => asked,
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

function eventsOf({ id, events, line = LINE }: Story): EmulatedEvent[] {
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
