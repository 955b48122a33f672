import type { CallbackSubject } from './callbacks.ts';

interface Watched {
  readonly subject: CallbackSubject;
  readonly topics: readonly string[];
  /** Time of the next event if no call and no room changes the task. */
  nextAt: number;
}

/** Finds tasks with new events: after a `touch`, and when the next event is due. Idle tasks cost nothing. */
export class CallbackWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #byTopic = new Map<string, Set<Watched>>();
  readonly #touched = new Set<Watched>();
  /** No `nextAt` is earlier. */
  #earliest = Infinity;

  /** Starts watching a task. The topics, such as its room, are further sources of events. */
  add(subject: CallbackSubject, topics: readonly string[] = []): void {
    const watched: Watched = { subject, topics: [subject.id, ...topics], nextAt: Infinity };
    this.#watched.set(subject.id, watched);
    for (const topic of watched.topics) {
      const others = this.#byTopic.get(topic);
      if (others) others.add(watched);
      else this.#byTopic.set(topic, new Set([watched]));
    }
    this.#touched.add(watched);
  }

  /** Marks a task, by id, or all tasks of a topic as changed. */
  touch(topic: string): void {
    for (const watched of this.#byTopic.get(topic) ?? []) this.#touched.add(watched);
  }

  remove(id: string): void {
    const watched = this.#watched.get(id);
    if (!watched) return;
    this.#watched.delete(id);
    this.#touched.delete(watched);
    for (const topic of watched.topics) {
      const others = this.#byTopic.get(topic);
      others?.delete(watched);
      if (others?.size === 0) this.#byTopic.delete(topic);
    }
  }

  has(id: string): boolean {
    return this.#watched.has(id);
  }

  /**
   * Returns the tasks to check now, in order of insertion. The caller must call `checkAt` or `remove` for each task.
   */
  takeDue(now: number): CallbackSubject[] {
    if (this.#earliest <= now) {
      this.#earliest = Infinity;
      for (const watched of this.#watched.values()) {
        if (watched.nextAt <= now) this.#touched.add(watched);
        else this.#earliest = Math.min(this.#earliest, watched.nextAt);
      }
    }
    const subjects = [...this.#touched].map(({ subject }) => subject);
    this.#touched.clear();
    return subjects;
  }

  /** Schedules the next check, in ms on the driven clock; Infinity: after a `touch` only. */
  checkAt(id: string, until: number): void {
    const watched = this.#watched.get(id);
    if (!watched) return;
    watched.nextAt = until;
    this.#earliest = Math.min(this.#earliest, until);
  }
}
