import type { NewKey } from '../../../src/ledger/contract/ledger.ts';
import type { NewRecording, Orphan, Patch } from '../../../src/ledger/contract/entities.ts';
import { Evidence, RecordingState } from '../../../src/domain/recording.ts';

/** Default time of all samples. */
export const MADE_AT = Date.UTC(2026, 10, 21);

/** A recording that was just requested. Ids sort in order of their numbers. */
export function recording(number: number, given: Partial<NewRecording> = {}): NewRecording {
  return {
    id: idOf(number),
    product: 'TIW',
    account: '1400000001',
    room: '4294967295',
    state: RecordingState.STARTING,
    cause: null,
    evidence: Evidence.CLIENT,
    wanted: 'RECORDING',
    attempt: 1,
    taskId: null,
    accepted: false,
    begunAt: null,
    pausedAt: null,
    resumedAt: null,
    endedAt: null,
    stopWantedAt: null,
    vendorKey: `robot_${number}`,
    ref: { region: 'ap-singapore' },
    params: { roomId: 9_007_199_254_740_993n, nested: { list: [1, 'two', null] } },
    answer: null,
    errors: null,
    labels: {},
    metadata: {},
    createdAt: MADE_AT,
    sentAt: MADE_AT,
    stopBy: null,
    controllableUntil: null,
    nextActionAt: null,
    urgentAt: null,
    fence: 1,
    ...given,
  };
}

export function idOf(number: number): string {
  return `rec_${String(number).padStart(8, '0')}`;
}

export function key(given: Partial<NewKey> = {}): NewKey {
  return {
    key: 'key-1',
    operation: 'tiwStartOnlineRecord',
    inputHash: 'hash-1',
    createdAt: MADE_AT,
    leaseUntil: MADE_AT + 40_000,
    ...given,
  };
}

export function orphan(taskId: string, given: Partial<Orphan> = {}): Omit<Orphan, 'firstSeenAt' | 'fence' | 'tries'> {
  return {
    product: 'TIW',
    taskId,
    account: '1400000001',
    room: null,
    ref: { region: 'ap-singapore' },
    surplusOf: null,
    startedAt: null,
    lastSeenAt: MADE_AT,
    nextActionAt: null,
    ...given,
  };
}

export function file(name: string, given: Partial<NonNullable<Patch['files']>[number]> = {}) {
  return {
    taskId: '',
    name,
    state: 'RECORDING' as const,
    reasonCode: null,
    reason: null,
    userId: null,
    track: null,
    format: null,
    url: null,
    sizeBytes: null,
    beginsAt: null,
    endsAt: null,
    ...given,
  };
}

/** Further members of a row without credentials that is no retry. */
export const UNLINKED = { sealedParams: null, retryOf: null, supersededBy: null, earlierLabels: null } as const;
