import type { CallOptions } from '../calls/call-options.ts';
import type { Report, TaskRef } from '../domain/recorder.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';

/** Minimum interval between questions to the vendor about one task because of callbacks. */
const MIN_INTERVAL_MS = 2000;
const MAX_REMEMBERED = 10_000;

/** No client waits for a call that a callback causes. */
export const BACKGROUND: CallOptions = { background: true };

/** Asks vendors whether unsigned callbacks are true, rarely for one task however many callbacks arrive. */
export class CallbackConfirmer {
  /** Time of the last question because of a callback, by product and task. */
  readonly #askedAt = new Map<string, number>();

  constructor(private readonly engine: EngineParts) {}

  /** Returns the part of a report that the vendor confirms; null if the vendor does not confirm it, or may not be asked yet. */
  async confirm(product: string, task: TaskRef, reported: Report, isStopDesired = false): Promise<Report | null> {
    const recorder = this.engine.recorders.of(product);
    if (!recorder.confirm) throw new Error(`${product} has unsigned callbacks and no way to confirm them`);
    // Vendors report all files of a room at once, each in its own callback.
    const isFree = recorder.filesNeedNoAsking && reported.facts.every(({ kind }) => kind === 'accepted');
    if (!isFree && !this.mayAsk(product, task.taskId)) return null;
    return recorder.confirm(task, reported, isStopDesired, BACKGROUND);
  }

  /** Returns whether the vendor may be asked about a task now, and counts this as a question. */
  mayAsk(product: string, taskId: string | null): boolean {
    const now = this.engine.now();
    const key = `${product} ${taskId}`;
    if (now - (this.#askedAt.get(key) ?? -Infinity) < MIN_INTERVAL_MS) return false;
    if (this.#askedAt.size >= MAX_REMEMBERED) this.#askedAt.clear();
    this.#askedAt.set(key, now);
    return true;
  }
}
