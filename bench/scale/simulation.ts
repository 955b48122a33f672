import { isFinal, nextWork } from '../../src/domain/state-machine.ts';
import { RecordingCause, type Fact } from '../../src/domain/recording.ts';
import { nextActionAt, urgentAt } from '../../src/recordings/lifecycle/schedule.ts';
import { seeded } from './chance.ts';
import { ProductDesk, type Action } from './desk.ts';
import { Tally, type Figures, type Window } from './figures.ts';
import { Heap } from './heap.ts';
import type { Planner } from './looks.ts';
import { PRODUCTS } from './products.ts';
import { answerOf, Recording } from './recording.ts';
import { newSession, runningSession, type Loss, type Session } from './sessions.ts';

const HOUR = 3_600_000;

// As in src/recordings/reconciler.ts.
const BATCH = 20;
const MOST_UNDER_WAY = 60;
const ROUND_MS = 250;
const COUNTING_MS = 60_000;

/** From a call's leaving until its answer; half of it to the vendor. */
const CALL_MS = 100;
const SAMPLE_MS = 5 * 60_000;

export interface SimulationOptions {
  readonly recordings: number;
  readonly loss: Loss;
  /** All callbacks of what happens in this time are lost beside; ms from the first moment that counts. */
  readonly outage?: Window;
  readonly planner: Planner;
  readonly seed: number;
  /** Before the figures count. */
  readonly settleMs?: number;
  readonly measuredMs?: number;
  /** For so long after it, at the most, the silent ends in the measured time are waited for. */
  readonly patienceMs?: number;
  /** Told of every call to the vendor. */
  readonly onCall?: (product: string, action: Action, at: number) => void;
}

/** Lets a vendor's recordings, its callbacks and the reconciler go on in driven time, from event to event. */
export function simulate(options: SimulationOptions): Figures {
  return new Simulation(options).run();
}

class Simulation {
  #now = 0;
  readonly #events = new Heap<() => void>();
  readonly #desks = PRODUCTS.map((kind) => new ProductDesk(kind));
  readonly #tally: Tally;
  readonly #chanceOfSessions: () => number;
  readonly #chanceOfLooks: () => number;

  constructor(private readonly options: SimulationOptions) {
    const { settleMs = 0.75 * HOUR, measuredMs = HOUR, seed } = options;
    this.#tally = new Tally({ from: settleMs, to: settleMs + measuredMs });
    this.#chanceOfSessions = seeded(seed);
    this.#chanceOfLooks = seeded(seed + 1);
  }

  run(): Figures {
    const { recordings, loss, patienceMs = 3 * HOUR } = this.options;
    for (const desk of this.#desks) {
      const count = Math.round(recordings * desk.kind.share);
      const roundMs = Math.max(60_000, count * desk.spacingMs);
      for (let made = 0; made < count; made++)
        this.#found(desk, runningSession(this.#chanceOfSessions, 0, loss), roundMs);
      this.#at(ROUND_MS * this.#chanceOfLooks(), () => this.#round(desk));
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

  /** A recording that runs when the simulation begins; its last look was at any time of the round before. */
  #found(desk: ProductDesk, session: Session, roundMs: number): void {
    const { createdAt, begunAt } = session;
    const recording = this.#accepted(desk, session);
    if (begunAt <= 0) recording.learn([{ kind: 'running', at: begunAt }], Math.max(createdAt, begunAt), false);
    desk.put(
      recording,
      Math.round(roundMs * this.#chanceOfLooks()),
      this.options.planner.urgentFirst ? recording.session.stopBy : null,
    );
    this.#goOn(desk, recording);
  }

  /** Another one takes the place of one that ended. */
  #start(desk: ProductDesk): void {
    const at = this.#call(desk, 'start') + CALL_MS;
    this.#at(at, () => {
      const recording = this.#accepted(desk, newSession(this.#chanceOfSessions, at, this.options.loss));
      this.#plan(desk, recording);
      this.#goOn(desk, recording);
    });
  }

  #accepted(desk: ProductDesk, session: Session): Recording {
    const recording = new Recording(desk.kind.name, session);
    const at = session.createdAt;
    recording.learn(
      [
        { kind: 'sending', at, attempt: 1 },
        { kind: 'accepted', at, taskId: 'task' },
      ],
      at,
      false,
    );
    desk.recordings.add(recording);
    desk.running++;
    return recording;
  }

  /** What will happen at the vendor, and what it calls back. */
  #goOn(desk: ProductDesk, recording: Recording): void {
    const { begunAt, beginCallbackMs, endsAt } = recording.session;
    if (beginCallbackMs !== null && begunAt + beginCallbackMs > this.#now) {
      this.#callBack(desk, recording, { kind: 'running', at: begunAt }, beginCallbackMs);
    }
    this.#at(endsAt, () => {
      if (!recording.session.hasEnded) this.#end(desk, recording);
    });
  }

  #end(desk: ProductDesk, recording: Recording, isOurDoing = false): void {
    const { session } = recording;
    const at = this.#now;
    session.endsAt = at;
    session.hasEnded = true;
    if (recording.life.wanted === 'RECORDING' && session.stopBy !== null && session.stopBy <= at) {
      this.#tally.stopped(session, at);
    }
    this.#tally.ended(recording, (session.endCallbackMs === null || this.#isOut(at)) && !isOurDoing);
    this.#start(desk);
    if (session.endCallbackMs === null) return;
    this.#callBack(desk, recording, { kind: 'ended', at, cause: RecordingCause.ROOM_ENDED }, session.endCallbackMs);
    this.#callBack(desk, recording, { kind: 'filesDone', at: at + session.filesAfterMs }, session.endCallbackMs);
  }

  /** What the vendor tells by itself, so long after it happened. */
  #callBack(desk: ProductDesk, recording: Recording, fact: Fact, delayMs: number): void {
    if (!this.#isOut(fact.at)) this.#at(fact.at + delayMs, () => this.#calledBack(desk, recording, fact));
  }

  #isOut(at: number): boolean {
    const { outage } = this.options;
    const since = at - this.#tally.window.from;
    return outage !== undefined && since >= outage.from && since < outage.to;
  }

  #calledBack(desk: ProductDesk, recording: Recording, fact: Fact): void {
    this.#learn(desk, recording, [fact], false);
    // Whoever is at it plans its next look.
    if (!recording.isUnderWay) this.#plan(desk, recording);
  }

  /** The reconciler's round. */
  #round(desk: ProductDesk): void {
    const room = Math.min(BATCH, MOST_UNDER_WAY - desk.underWay);
    const claimed = room > 0 ? desk.claim(this.#now, room) : [];
    for (const recording of claimed) this.#act(desk, recording);
    this.#at(this.#now + (claimed.length === BATCH ? 0 : ROUND_MS), () => this.#round(desk));
  }

  #act(desk: ProductDesk, recording: Recording): void {
    this.#learn(desk, recording, [], false);
    const work = nextWork(recording.life);
    // A stop that was taken shows when the vendor is asked; one that was not is sent again the time after.
    if (work === 'stop' && recording.tries % 2 === 0) this.#stop(desk, recording);
    else if (work === 'none' || (work === 'awaitFiles' && !desk.kind.readableAfterEnd))
      this.#settle(desk, recording, []);
    else this.#poll(desk, recording);
  }

  #poll(desk: ProductDesk, recording: Recording): void {
    const at = this.#call(desk, 'describe');
    this.#tally.polled(desk.kind.name, at);
    this.#at(at + CALL_MS, () => {
      const facts = answerOf(recording.session, at + CALL_MS / 2, desk.kind.readableAfterEnd);
      this.#tally.answered(this.#settle(desk, recording, facts), this.#now);
    });
  }

  #stop(desk: ProductDesk, recording: Recording): void {
    const at = this.#call(desk, 'stop');
    if (recording.tries === 0 && !recording.session.hasEnded) this.#tally.stopped(recording.session, at);
    this.#at(at + CALL_MS / 2, () => {
      if (!recording.session.hasEnded) this.#end(desk, recording, true);
    });
    this.#at(at + CALL_MS, () => {
      this.#settle(desk, recording, []);
    });
  }

  #call(desk: ProductDesk, action: Action): number {
    const at = desk.slot(action, this.#now);
    this.options.onCall?.(desk.kind.name, action, at);
    return at;
  }

  /** Lets a claimed recording go. Whether there was news. */
  #settle(desk: ProductDesk, recording: Recording, facts: readonly Fact[]): boolean {
    const isNews = this.#learn(desk, recording, facts, true);
    recording.isUnderWay = false;
    desk.underWay--;
    this.#plan(desk, recording);
    return isNews;
  }

  #learn(desk: ProductDesk, recording: Recording, facts: readonly Fact[], isFruitless: boolean): boolean {
    const { endedAt } = recording.life;
    const isNews = recording.learn(facts, this.#now, isFruitless);
    if (endedAt === null && recording.life.endedAt !== null) {
      desk.running--;
      desk.lengths.add(recording.life.endedAt - (recording.life.begunAt ?? recording.session.createdAt));
      this.#tally.learntOfEnd(recording, this.#now);
    }
    return isNews;
  }

  #plan(desk: ProductDesk, recording: Recording): void {
    if (isFinal(recording.life.state)) {
      desk.recordings.delete(recording);
      recording.dueAt = null;
      recording.urgentAt = null;
      return;
    }
    const { scheduled } = recording;
    const dueAt = nextActionAt(scheduled, this.#now, desk.policy, this.#chanceOfLooks());
    const isUrgent = this.options.planner.urgentFirst;
    desk.put(recording, dueAt, isUrgent ? urgentAt(scheduled, dueAt, desk.policy) : null);
  }

  /** As src/recordings/engine/desk.ts does. */
  #count(): void {
    for (const desk of this.#desks) desk.pace = this.options.planner.paceOf(desk.running, desk.lengths);
    this.#at(this.#now + COUNTING_MS, () => this.#count());
  }

  #sample(): void {
    const backlogs = this.#desks.map((desk) => desk.backlog(this.#now));
    const rows = backlogs.reduce((sum, backlog) => sum + backlog.rows, 0);
    this.#tally.sampled(rows, Math.max(...backlogs.map(({ lagMs }) => lagMs)), this.#now);
    this.#at(this.#now + SAMPLE_MS, () => this.#sample());
  }
}
