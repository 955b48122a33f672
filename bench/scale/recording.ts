import { newLife, reduce } from '../../src/domain/state-machine.ts';
import { RecordingCause, type Fact, type Life } from '../../src/domain/recording.ts';
import { dueFacts, type Scheduled } from '../../src/recordings/lifecycle/deadlines.ts';
import { filesRule } from './products.ts';
import type { Session } from './sessions.ts';

/** State of a recording in the ledger, with the session at the vendor. Follows src/recordings/lifecycle/transitions.ts. */
export class Recording {
  life: Life = newLife();
  tries = 0;
  newsAt: number;
  /** Time of the next action. Null: none, or the recording is claimed. */
  dueAt: number | null = null;
  /** Time of the next urgent action. Null: none, or the recording is claimed. */
  urgentAt: number | null = null;
  isInFlight = false;
  #scheduled: Scheduled | undefined;

  constructor(
    readonly product: string,
    readonly session: Session,
  ) {
    this.newsAt = session.createdAt;
  }

  /** Members that determine the next action. */
  get scheduled(): Scheduled {
    return (this.#scheduled ??= this.#toSchedule());
  }

  /** Applies facts and facts that have become due. Returns whether any fact was new. */
  learn(facts: readonly Fact[], now: number, isFruitless: boolean): boolean {
    const { life } = this;
    const due = dueFacts(this.scheduled, now, { filesRule }, facts.length > 0 ? 'ANSWERED' : 'TRIED');
    for (const fact of facts) this.life = reduce(this.life, fact).life;
    for (const fact of due) this.life = reduce(this.life, fact).life;
    const isNews = this.life.state !== life.state || this.life.taskId !== life.taskId;
    if (isNews) this.newsAt = now;
    this.tries = isNews ? 0 : this.tries + (isFruitless ? 1 : 0);
    if (this.life !== life || isFruitless) this.#scheduled = undefined;
    return isNews;
  }

  #toSchedule(): Scheduled {
    const { product, session, tries, newsAt } = this;
    const { createdAt, stopBy } = session;
    return { ...this.life, product, createdAt, sentAt: createdAt, stopBy, controllableUntil: null, tries, newsAt };
  }
}

/** Returns the vendor's response to a poll at a time. */
export function answerOf(session: Session, at: number, readableAfterEnd: boolean): readonly Fact[] {
  const { begunAt, endsAt, hasEnded, filesAfterMs } = session;
  if (!hasEnded || endsAt > at) return at < begunAt ? [] : [{ kind: 'running', at: begunAt }];
  const ended: Fact = { kind: 'ended', at: readableAfterEnd ? endsAt : at, cause: RecordingCause.ROOM_ENDED };
  if (!readableAfterEnd || at < endsAt + filesAfterMs) return [ended];
  return [ended, { kind: 'filesDone', at: endsAt + filesAfterMs }];
}
