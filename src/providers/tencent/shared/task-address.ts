import { ActionNotSupported } from '../../../errors.ts';
import type { TaskRef } from '../../../domain/recorder.ts';

/** Where a task is: nothing for products without regions. A call elsewhere would not find it. */
export interface Place {
  readonly region?: string;
}

export function placeOf(region: string | undefined): Place & Readonly<Record<string, string>> {
  return region === undefined ? {} : { region };
}

/** What every call on a task of TIW and TRTC names beside its id. */
export function addressOf({ account, ref }: TaskRef): Place & { readonly sdkAppId: number } {
  const { region } = ref;
  return { sdkAppId: Number(account), ...placeOf(typeof region === 'string' ? region : undefined) };
}

/** Returns what every call on a known task of TIW and TRTC names. */
export function taskAddress(task: TaskRef): Place & { readonly sdkAppId: number; readonly taskId: string } {
  return { ...addressOf(task), taskId: taskIdOf(task) };
}

/** The vendor's id. Throws where it is not known: nothing can be sent then. */
export function taskIdOf({ taskId }: TaskRef): string {
  if (taskId !== null) return taskId;
  throw new ActionNotSupported("The vendor's task id is not known, and without it nothing can be sent.");
}
