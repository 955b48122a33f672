import { ActionNotSupported } from '../../../errors.ts';
import type { TaskRef } from '../../../domain/recorder.ts';

/** Region of a task; empty for products without regions. Calls to another region do not find the task. */
export interface Place {
  readonly region?: string;
}

export function placeOf(region: string | undefined): Place & Readonly<Record<string, string>> {
  return region === undefined ? {} : { region };
}

/** Members besides the id that every call on a task of TIW and TRTC needs. */
export function addressOf({ account, ref }: TaskRef): Place & { readonly sdkAppId: number } {
  const { region } = ref;
  return { sdkAppId: Number(account), ...placeOf(typeof region === 'string' ? region : undefined) };
}

/** Returns what every call on a known task of TIW and TRTC names. */
export function taskAddress(task: TaskRef): Place & { readonly sdkAppId: number; readonly taskId: string } {
  return { ...addressOf(task), taskId: taskIdOf(task) };
}

/** Returns the vendor's id. Throws if it is unknown, because no call can be sent without it. */
export function taskIdOf({ taskId }: TaskRef): string {
  if (taskId !== null) return taskId;
  throw new ActionNotSupported("The vendor's task id is not known, and without it nothing can be sent.");
}
