import type { Ledger } from './contract/ledger.ts';

/** An answer that is younger than this is given again, so that many questions are one write. */
const FRESH_MS = 500;

/** Whether the ledger takes writes: tried when somebody asks. */
export class ReadinessCheck {
  #askedAt = -Infinity;
  #answer: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly ledger: Pick<Ledger, 'probe'>,
    /** Milliseconds that never go back. */
    private readonly clock: () => number,
  ) {}

  isWell(): Promise<boolean> {
    const now = this.clock();
    if (now - this.#askedAt >= FRESH_MS) {
      this.#askedAt = now;
      this.#answer = this.ledger.probe().then(
        () => true,
        () => false,
      );
    }
    return this.#answer;
  }
}
