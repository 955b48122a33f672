/** The running tasks. `list` drops ended tasks, because an ended task never restarts. */
export class LiveTasks<Task> {
  readonly #tasks = new Set<Task>();

  constructor(private readonly isLive: (task: Task) => boolean) {}

  add(task: Task): void {
    this.#tasks.add(task);
  }

  list(): Task[] {
    for (const task of this.#tasks) {
      if (!this.isLive(task)) this.#tasks.delete(task);
    }
    return [...this.#tasks];
  }
}
