/** A task in an emulator's store. Each vendor adds members of its own. Times in ms. */
export interface EmulatedTask {
  readonly taskId: string;
  /** The application: its number or its key. */
  readonly app: number | string;
  /** Null for a recording without a room. */
  readonly room: number | string | null;
  /** The caller's own key of the task: a robot's user id, a record id or a tag. Null without a key. */
  readonly key: string | null;
  readonly state: string;
  readonly startedAt: number;
  /** Null while the task runs. */
  readonly endedAt: number | null;
  /** The actual files. Empty for a running task of a vendor that knows the files only at the end. */
  readonly files: readonly EmulatedFile[];
}

/** A file in an emulator's store, in its actual state. */
export interface EmulatedFile {
  readonly name: string;
  /** STORED: at the target. HELD: on the vendor's machines for good. PENDING: neither yet. */
  readonly state: 'STORED' | 'FAILED' | 'HELD' | 'PENDING';
}
