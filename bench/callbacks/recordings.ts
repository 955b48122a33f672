import type { NewRecording } from '../../src/ledger/contract/rows.ts';
import { newLife } from '../../src/domain/state-machine.ts';
import { Evidence, RecordingState } from '../../src/domain/recording.ts';

/** How many recordings the callbacks are about. */
export const TASKS = 500;

/** Room recordings that the vendor has accepted, `task-0` and so on. Nobody looks after them. */
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
