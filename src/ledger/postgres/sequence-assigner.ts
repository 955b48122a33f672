/**
 * Has the changes that this process committed numbered, and tells of them then: as soon as possible, but one time for
 * all that were committed while the last time went on.
 */
export class SequenceAssigner {
  #isWanted = false;
  #isRunning = false;

  constructor(
    private readonly number: () => Promise<void>,
    private readonly tell: () => void,
  ) {}

  soon(): void {
    this.#isWanted = true;
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.number().catch(() => undefined); // whoever reads changes next numbers them before
      this.tell();
    }
    this.#isRunning = false;
  }
}
