import { isFinal, nextWork } from '../../src/domain/state-machine.ts';
import { RecordingCause, type Fact } from '../../src/domain/recording.ts';
import { nextActionAt, urgentAt } from '../../src/recordings/lifecycle/schedule.ts';
import { seeded } from './random.ts';
import { ProductQueue, type Action } from './product-queue.ts';
import { Tally, type Figures, type Window } from './figures.ts';
import { Heap } from './heap.ts';
import type { Planner } from './planners.ts';
import { PRODUCTS } from './products.ts';
import { answerOf, Recording } from './recording.ts';
import { newSession, runningSession, type Loss, type Session } from './sessions.ts';

const HOUR = 3_600_000;

// As in src/recordings/engine/reconciler.ts.
const BATCH = 20;
const MAX_IN_FLIGHT = 60;
const ROUND_MS = 250;
const COUNTING_MS = 60_000;

/** Round-trip time of a call. The call reaches the vendor after half of the time. */
const CALL_MS = 100;
const SAMPLE_MS = 5 * 60_000;

export interface SimulationOptions {
  readonly recordings: number;
  readonly loss: Loss;
  /** Period in which all callbacks are lost, in ms from the start of the window. */
  readonly outage?: Window;
  readonly planner: Planner;
  readonly seed: number;
  /** Warm-up before the window. */
  readonly settleMs?: number;
  readonly measuredMs?: number;
  /** Maximum wait after the window for the silent ends in the window. */
  readonly patienceMs?: number;
  /** Called for every call to the vendor. */
  readonly onCall?: (product: string, action: Action, at: number) => void;
}

/** Simulates a vendor's recordings, callbacks and the reconciler, event by event. */
export function simulate(options: SimulationOptions): Figures {
  return new Simulation(options).run();
}

class Simulation {
  #now = 0;
  readonly #events = new Heap<() => void>();
  readonly #queues = PRODUCTS.map((kind) => new ProductQueue(kind));
  readonly #tally: Tally;
  readonly #sessionRandom: () => number;
  readonly #pollRandom: () => number;

  constructor(private readonly options: SimulationOptions) {
    const { settleMs = 0.75 * HOUR, measuredMs = HOUR, seed } = options;
    this.#tally = new Tally({ from: settleMs, to: settleMs + measuredMs });
    this.#sessionRandom = seeded(seed);
    this.#pollRandom = seeded(seed + 1);
  }

  run(): Figures {
    const { recordings, loss, patienceMs = 3 * HOUR } = this.options;
    for (const queue of this.#queues) {
      const count = Math.round(recordings * queue.kind.share);
      const roundMs = Math.max(60_000, count * queue.spacingMs);
      for (let made = 0; made < count; made++)
        this.#found(queue, runningSession(this.#sessionRandom, 0, loss), roundMs);
      this.#at(ROUND_MS * this.#pollRandom(), () => this.#round(queue));
    }
    this.#sample();
    this.#at(COUNTING_MS, () => this.#count());
    const { to } = this.#tally.window;
    for (
      let at = this.#events.firstTime!;
      at < to || (!this.#tally.isSettled && at < to + patienceMs);
      at = this.#events.firstTime!
    ) {
      this.#now = at;
      this.#events.pop()!();
    }
    return this.#tally.figures(this.#now);
  }

  #at(at: number, run: () => void): void {
    this.#events.push(at, run);
  }

  /** Adds a recording that runs at the start of the simulation. The last poll was at a random time of the previous round. */
  #found(queue: ProductQueue, session: Session, roundMs: number): void {
    const { createdAt, begunAt } = session;
    const recording = this.#accepted(queue, session);
    if (begunAt <= 0) recording.learn([{ kind: 'running', at: begunAt }], Math.max(createdAt, begunAt), false);
    queue.put(
      recording,
      Math.round(roundMs * this.#pollRandom()),
      this.options.planner.urgentFirst ? recording.session.stopBy : null,
    );
    this.#scheduleEvents(queue, recording);
  }

  /** Starts a recording that replaces an ended recording. */
  #start(queue: ProductQueue): void {
    const at = this.#call(queue, 'start') + CALL_MS;
    this.#at(at, () => {
      const recording = this.#accepted(queue, newSession(this.#sessionRandom, at, this.options.loss));
      this.#plan(queue, recording);
      this.#scheduleEvents(queue, recording);
    });
  }

  #accepted(queue: ProductQueue, session: Session): Recording {
    const recording = new Recording(queue.kind.name, session);
    const at = session.createdAt;
    recording.learn(
      [
        { kind: 'sending', at, attempt: 1 },
        { kind: 'accepted', at, taskId: 'task' },
      ],
      at,
      false,
    );
    queue.recordings.add(recording);
    queue.running++;
    return recording;
  }

  /** Schedules the events at the vendor and their callbacks. */
  #scheduleEvents(queue: ProductQueue, recording: Recording): void {
    const { begunAt, beginCallbackMs, endsAt } = recording.session;
    if (beginCallbackMs !== null && begunAt + beginCallbackMs > this.#now) {
      this.#callBack(queue, recording, { kind: 'running', at: begunAt }, beginCallbackMs);
    }
    this.#at(endsAt, () => {
      if (!recording.session.hasEnded) this.#end(queue, recording);
    });
  }

  #end(queue: ProductQueue, recording: Recording, isOurDoing = false): void {
    const { session } = recording;
    const at = this.#now;
    session.endsAt = at;
    session.hasEnded = true;
    if (recording.life.wanted === 'RECORDING' && session.stopBy !== null && session.stopBy <= at) {
      this.#tally.stopped(session, at);
    }
    this.#tally.ended(recording, (session.endCallbackMs === null || this.#isOut(at)) && !isOurDoing);
    this.#start(queue);
    if (session.endCallbackMs === null) return;
    this.#callBack(queue, recording, { kind: 'ended', at, cause: RecordingCause.ROOM_ENDED }, session.endCallbackMs);
    this.#callBack(queue, recording, { kind: 'filesDone', at: at + session.filesAfterMs }, session.endCallbackMs);
  }

  /** Schedules a callback with its delay. */
  #callBack(queue: ProductQueue, recording: Recording, fact: Fact, delayMs: number): void {
    if (!this.#isOut(fact.at)) this.#at(fact.at + delayMs, () => this.#calledBack(queue, recording, fact));
  }

  #isOut(at: number): boolean {
    const { outage } = this.options;
    const since = at - this.#tally.window.from;
    return outage !== undefined && since >= outage.from && since < outage.to;
  }

  #calledBack(queue: ProductQueue, recording: Recording, fact: Fact): void {
    this.#learn(queue, recording, [fact], false);
    // The worker that holds the recording schedules the next action.
    if (!recording.isInFlight) this.#plan(queue, recording);
  }

  /** Simulates a round of the reconciler. */
  #round(queue: ProductQueue): void {
    const room = Math.min(BATCH, MAX_IN_FLIGHT - queue.inFlight);
    const claimed = room > 0 ? queue.claim(this.#now, room) : [];
    for (const recording of claimed) this.#act(queue, recording);
    this.#at(this.#now + (claimed.length === BATCH ? 0 : ROUND_MS), () => this.#round(queue));
  }

  #act(queue: ProductQueue, recording: Recording): void {
    this.#learn(queue, recording, [], false);
    const work = nextWork(recording.life);
    // A poll shows whether a stop took effect; otherwise the next action repeats the stop.
    if (work === 'stop' && recording.tries % 2 === 0) this.#stop(queue, recording);
    else if (work === 'none' || (work === 'awaitFiles' && !queue.kind.readableAfterEnd))
      this.#settle(queue, recording, []);
    else this.#poll(queue, recording);
  }

  #poll(queue: ProductQueue, recording: Recording): void {
    const at = this.#call(queue, 'describe');
    this.#tally.polled(queue.kind.name, at);
    this.#at(at + CALL_MS, () => {
      const facts = answerOf(recording.session, at + CALL_MS / 2, queue.kind.readableAfterEnd);
      this.#tally.answered(this.#settle(queue, recording, facts), this.#now);
    });
  }

  #stop(queue: ProductQueue, recording: Recording): void {
    const at = this.#call(queue, 'stop');
    if (recording.tries === 0 && !recording.session.hasEnded) this.#tally.stopped(recording.session, at);
    this.#at(at + CALL_MS / 2, () => {
      if (!recording.session.hasEnded) this.#end(queue, recording, true);
    });
    this.#at(at + CALL_MS, () => {
      this.#settle(queue, recording, []);
    });
  }

  #call(queue: ProductQueue, action: Action): number {
    const at = queue.slot(action, this.#now);
    this.options.onCall?.(queue.kind.name, action, at);
    return at;
  }

  /** Releases a claimed recording. Returns whether any fact was new. */
  #settle(queue: ProductQueue, recording: Recording, facts: readonly Fact[]): boolean {
    const isNews = this.#learn(queue, recording, facts, true);
    recording.isInFlight = false;
    queue.inFlight--;
    this.#plan(queue, recording);
    return isNews;
  }

  #learn(queue: ProductQueue, recording: Recording, facts: readonly Fact[], isFruitless: boolean): boolean {
    const { endedAt } = recording.life;
    const isNews = recording.learn(facts, this.#now, isFruitless);
    if (endedAt === null && recording.life.endedAt !== null) {
      queue.running--;
      queue.lengths.add(recording.life.endedAt - (recording.life.begunAt ?? recording.session.createdAt));
      this.#tally.learntOfEnd(recording, this.#now);
    }
    return isNews;
  }

  #plan(queue: ProductQueue, recording: Recording): void {
    if (isFinal(recording.life.state)) {
      queue.recordings.delete(recording);
      recording.dueAt = null;
      recording.urgentAt = null;
      return;
    }
    const { scheduled } = recording;
    const dueAt = nextActionAt(scheduled, this.#now, queue.policy, this.#pollRandom());
    const isUrgent = this.options.planner.urgentFirst;
    queue.put(recording, dueAt, isUrgent ? urgentAt(scheduled, dueAt, queue.policy) : null);
  }

  /** As src/recordings/engine/reconciler.ts does. */
  #count(): void {
    for (const queue of this.#queues) queue.pace = this.options.planner.paceOf(queue.running, queue.lengths);
    this.#at(this.#now + COUNTING_MS, () => this.#count());
  }

  #sample(): void {
    const backlogs = this.#queues.map((queue) => queue.backlog(this.#now));
    const rows = backlogs.reduce((sum, backlog) => sum + backlog.rows, 0);
    this.#tally.sampled(rows, Math.max(...backlogs.map(({ lagMs }) => lagMs)), this.#now);
    this.#at(this.#now + SAMPLE_MS, () => this.#sample());
  }
}
