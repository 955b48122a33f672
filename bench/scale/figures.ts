import type { Recording } from './recording.ts';
import type { Session } from './sessions.ts';

/** Measured period in ms: `from` inclusive, `to` exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Figures of one run. Times are in ms. */
export interface Figures {
  /** Delay until the ledger knew each silent end, sorted. */
  readonly silent: readonly number[];
  /** Silent ends that the ledger did not know at the end of the run. */
  readonly unfound: number;
  /** Delay of the stops that were due at `stopBy`, sorted. */
  readonly stops: readonly number[];
  readonly pollsPerSecond: ReadonlyMap<string, number>;
  /** Share of polls that returned news. */
  readonly newsShare: number;
  /** Average number of due recordings, and the longest delay of a recording. */
  readonly backlog: number;
  readonly lagMs: number;
  /** Total time for which recordings were shown as running after their end. */
  readonly wronglyRunningMs: number;
}

/** Collects the figures of one run. Ignores events outside the window. */
export class Tally {
  readonly #silent: number[] = [];
  readonly #stops: number[] = [];
  readonly #polls = new Map<string, number>();
  /** Ends in the window that the ledger does not know yet, by recording. */
  readonly #open = new Map<Recording, { readonly isSilent: boolean }>();
  #openSilent = 0;
  #allPolls = 0;
  #news = 0;
  #samples = 0;
  #backlog = 0;
  #lagMs = 0;
  #wronglyRunningMs = 0;

  constructor(readonly window: Window) {}

  /** Whether the ledger knows every silent end in the window. */
  get isSettled(): boolean {
    return this.#openSilent === 0;
  }

  ended(recording: Recording, isSilent: boolean): void {
    if (!this.#counts(recording.session.endsAt)) return;
    this.#open.set(recording, { isSilent });
    if (isSilent) this.#openSilent++;
  }

  learntOfEnd(recording: Recording, now: number): void {
    const open = this.#open.get(recording);
    if (!open) return;
    this.#open.delete(recording);
    const late = now - recording.session.endsAt;
    this.#wronglyRunningMs += late;
    if (!open.isSilent) return;
    this.#openSilent--;
    this.#silent.push(late);
  }

  /** Records the stop of a session, or a stop that an earlier end made unnecessary. */
  stopped({ stopBy }: Session, at: number): void {
    if (stopBy !== null && this.#counts(stopBy)) this.#stops.push(at - stopBy);
  }

  polled(product: string, at: number): void {
    if (this.#counts(at)) this.#polls.set(product, (this.#polls.get(product) ?? 0) + 1);
  }

  answered(isNews: boolean, now: number): void {
    if (!this.#counts(now)) return;
    this.#allPolls++;
    if (isNews) this.#news++;
  }

  sampled(rows: number, lagMs: number, now: number): void {
    if (!this.#counts(now)) return;
    this.#samples++;
    this.#backlog += rows;
    this.#lagMs = Math.max(this.#lagMs, lagMs);
  }

  figures(now: number): Figures {
    const seconds = (this.window.to - this.window.from) / 1000;
    let notLearnt = 0;
    for (const { session } of this.#open.keys()) notLearnt += now - session.endsAt;
    return {
      silent: this.#silent.sort((one, other) => one - other),
      unfound: this.#openSilent,
      stops: this.#stops.sort((one, other) => one - other),
      pollsPerSecond: new Map(Array.from(this.#polls, ([product, polls]) => [product, polls / seconds])),
      newsShare: this.#allPolls === 0 ? 0 : this.#news / this.#allPolls,
      backlog: this.#samples === 0 ? 0 : this.#backlog / this.#samples,
      lagMs: this.#lagMs,
      wronglyRunningMs: this.#wronglyRunningMs + notLearnt,
    };
  }

  #counts(at: number): boolean {
    return at >= this.window.from && at < this.window.to;
  }
}
