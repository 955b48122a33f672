import { setTimeout as after } from 'node:timers/promises';
import type { Start } from '../crash/job.ts';
import { keyOf } from '../crash/starts.ts';
import { ask, BadAnswer, retryMs, sendStart } from './client.ts';

/** An operation without a result after this time has failed. */
const PATIENCE_MS = 60_000;
const BATCH_MS = 50;

/** Starts and reads at a steady rate, and retries if the server allows a retry or is absent. */
export class SteadyClient {
  /** Recording id of every successful start, by room. */
  readonly started = new Map<string, string>();
  readonly failed: string[] = [];
  operations = 0;
  retries = 0;
  slowestMs = 0;
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly origin: string,
    operationsPerSecond: number,
  ) {
    const batch = Math.round((operationsPerSecond * BATCH_MS) / 1000);
    this.#timer = setInterval(() => {
      for (let count = 0; count < batch; count++) this.#next();
    }, BATCH_MS);
  }

  /** Starts no further operation. Resolves when all operations have an outcome. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  #next(): void {
    const number = (this.operations += 1);
    const done = (number % 2 === 0 ? this.#start({ product: 'RONGCLOUD', number }) : this.#read(number))
      .catch((error: unknown) => void this.failed.push(String(error)))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  async #start(start: Start): Promise<void> {
    await this.#untilDone(keyOf(start), async () => {
      const { recording, errors } = await sendStart(this.origin, start);
      if (errors.length > 0 && errors.every(({ retryable }) => retryable)) return false;
      if (errors[0] || !recording) throw new BadAnswer(`${keyOf(start)}: ${JSON.stringify(errors)}`);
      this.started.set(`room-${start.number}`, recording.id);
      return true;
    });
  }

  async #read(number: number): Promise<void> {
    const ids = [...this.started.values()];
    const id = ids[number % ids.length];
    await this.#untilDone(`read ${number}`, async () => {
      if (id === undefined || number % 4 === 1) {
        await ask(this.origin, '{ recordings(first: 5) { nodes { id state } } }');
        return true;
      }
      const query = 'query One($id: ID!) { recording(id: $id) { id state } }';
      const { recording } = (await ask(this.origin, query, { id })) as { recording: { id: string } | null };
      if (recording?.id !== id) throw new BadAnswer(`${id} was acknowledged and is not there`);
      return true;
    });
  }

  /** Retries without an answer, or if the server allows a retry. */
  async #untilDone(what: string, attempt: () => Promise<boolean>): Promise<void> {
    const began = performance.now();
    let last: unknown = 'can be tried again';
    for (let tries = 1; ; tries++) {
      try {
        if (await attempt()) break;
      } catch (error) {
        if (error instanceof BadAnswer) throw error;
        last = error;
      }
      if (performance.now() - began > PATIENCE_MS) throw new Error(`${what} came to nothing: ${String(last)}`);
      this.retries += 1;
      await after(retryMs(tries));
    }
    this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
  }
}
