import type { Recording } from '../../ledger/contract/entities.ts';
import type { RefChange, TaskRef } from '../../domain/recorder.ts';

/** Returns the reference by which the vendor finds the task of a recording. */
export function taskOf({ id, account, room, vendorKey, taskId, ref, sentAt }: Recording): TaskRef {
  return { recordingId: id, account, room, vendorKey, taskId, ref: ref as TaskRef['ref'], sentAt };
}

/** Returns the part of a patch that changes members of the task's reference; empty without a change. */
export function withRef({ ref }: Recording, change: RefChange | undefined): { ref?: Recording['ref'] } {
  return change ? { ref: { ...ref, ...change(ref) } } : {};
}
