import type { Table } from '../../../../emulation/store/store.ts';
import type { EmulatorContext, TaskRecord } from './context.ts';

/** The tasks of one kind in the store. */
export abstract class StoredTasks<Task extends { readonly taskId: string | bigint }> {
  protected readonly tasks: Table<Task>;

  constructor(
    protected readonly context: EmulatorContext,
    /** Name of the table. */
    name: string,
  ) {
    this.tasks = context.store.table(name);
  }

  abstract records(): TaskRecord[];

  /** Drops tasks that ended before the time, except the needed ids. */
  forget(moment: number, needed: ReadonlySet<string> = new Set()): void {
    for (const { taskId, endedAt } of this.records()) {
      if (endedAt === null || endedAt >= moment || needed.has(taskId)) continue;
      this.tasks.remove(taskId);
      this.context.watch.remove(taskId);
    }
  }

  /** Saves a new or changed task. */
  protected put(task: Task): void {
    this.tasks.put(String(task.taskId), task);
    this.context.watch.touch(String(task.taskId));
  }
}
