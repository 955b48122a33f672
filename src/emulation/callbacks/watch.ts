import type { CallbackSubject } from './callbacks.ts';

interface Watched {
  readonly subject: CallbackSubject;
  readonly topics: readonly string[];
  /** When it has news if nothing comes between. */
  nextAt: number;
}

/**
 * Who may have news. A task is asked after something happened to it, and when its next event is due; the others cost
 * nothing, so there may be many.
 */
export class CallbackWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #byTopic = new Map<string, Set<Watched>>();
  readonly #touched = new Set<Watched>();
  /** No `nextAt` is earlier. */
  #earliest = Infinity;

  /** From now on its news are told. The topics are what it depends on beside itself, as its room. */
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

  /** Something happened to a task, by its id, or to a topic. */
  touch(topic: string): void {
    for (const watched of this.#byTopic.get(topic) ?? []) this.#touched.add(watched);
  }

  /** Forgets a task. */
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

  /** Those who are to be asked now, in the order in which they came. Who is given here is asked: then comes `wait`. */
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

  /** It is asked again at that moment, in ms on the driven clock; Infinity: only after a `touch`. */
  checkAt(id: string, until: number): void {
    const watched = this.#watched.get(id);
    if (!watched) return;
    watched.nextAt = until;
    this.#earliest = Math.min(this.#earliest, until);
  }
}
