import type { AdoptedTask, JsonMembers, StartParams, StartPlan, TaskRef } from '../../../domain/recorder.ts';
import { numericAccount, withMembers } from '../../adopted.ts';
import { restoredInput } from '../../start-params.ts';
import { placeOf } from './task-address.ts';

interface Client {
  regionOf(given?: string | null): string | undefined;
}

/** The shared part of the recorders: the plan of a stored start, the answer of a start, and adoption. */
export abstract class TencentRecorder<Input extends object, ProductClient extends Client> {
  protected abstract readonly inputClass: new () => Input;

  constructor(
    protected readonly client: ProductClient,
    /** Unix ms. */
    protected readonly now: () => number,
  ) {}

  abstract plan(input: Input, seed: string): StartPlan;

  replan(params: StartParams, seed: string): StartPlan {
    return this.plan(restoredInput(this.inputClass, params), seed);
  }

  answerOf(taskId: string): JsonMembers {
    return { taskId };
  }

  adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'> {
    const sdkAppId = numericAccount(given);
    const { account, taskId, room } = withMembers(given, ['taskId']);
    const ref = { sdkAppId, ...placeOf(this.client.regionOf(given.region)) };
    return { account, room, vendorKey: null, taskId, ref };
  }
}
