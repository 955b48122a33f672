import type { NewRecording } from '../../src/ledger/contract/entities.ts';
import { newLife } from '../../src/domain/state-machine.ts';
import { Evidence, RecordingState } from '../../src/domain/recording.ts';

/** Number of recordings that the callbacks concern. */
export const TASKS = 500;

/** Inserts room recordings that the vendor has accepted, with the tasks `task-0` and so on. No worker polls them. */
export function recordingsOf(app: number): NewRecording[] {
  const now = Date.now();
  return Array.from({ length: TASKS }, (_, number) => ({
    ...newLife(),
    id: `rec_${String(number).padStart(22, '0')}`,
    product: 'TRTC_ROOM',
    account: String(app),
    room: '3560',
    state: RecordingState.STARTING,
    evidence: Evidence.ANSWER,
    attempt: 1,
    taskId: `task-${number}`,
    accepted: true,
    vendorKey: `robot-${number}`,
    ref: { region: 'ap-singapore', result: 'mp4' },
    params: null,
    answer: null,
    errors: null,
    labels: {},
    metadata: {},
    createdAt: now,
    sentAt: now,
    stopBy: null,
    controllableUntil: null,
    nextActionAt: null,
    urgentAt: null,
    fence: 1,
  }));
}
