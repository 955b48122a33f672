import { keyOf } from '../crash/starts.ts';
import type { Start } from '../crash/job.ts';
import { sendStart, type StartSeen } from './client.ts';

const EVERY_MS = 25;

/** Starts recordings in sequence, whatever the answers, each with a new room and a new key. */
export class StartingClient {
  /** Answered without errors: room and id of the recording. */
  readonly acknowledged = new Map<string, string>();
  /** Answered with errors: room, and how the error was called. */
  readonly refused = new Map<string, string>();
  /** Answered with no payload at all. */
  readonly broken: string[] = [];
  readonly #underWay = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #count = 0;

  constructor(private readonly origin: string) {
    this.#timer = setInterval(() => this.#next(), EVERY_MS);
  }

  /** Stops sending. Resolves when all requests are answered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  #next(): void {
    const start: Start = { product: 'RONGCLOUD', number: (this.#count += 1) };
    const sent = sendStart(this.origin, start)
      .then(
        (seen) => this.#note(`room-${start.number}`, seen),
        (error: unknown) => void this.broken.push(`${keyOf(start)}: ${String(error)}`),
      )
      .finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
  }

  #note(room: string, { recording, errors }: StartSeen): void {
    const [error] = errors;
    if (error) this.refused.set(room, error.retryable ? error.code : `${error.code}, not retryable`);
    else this.acknowledged.set(room, recording?.id ?? '');
  }
}
