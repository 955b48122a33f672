import type { NewRecording } from '../../src/ledger/rows.ts';
import { Evidence, RecordingState } from '../../src/recordings/recording.ts';

/** How many recordings the callbacks are about. */
export const TASKS = 500;

/** Room recordings that the vendor has accepted, `task-0` and so on. Nobody looks after them. */
export function recordingsOf(app: number): NewRecording[] {
  const now = Date.now();
  return Array.from({ length: TASKS }, (_, number) => ({
    id: `rec_${String(number).padStart(22, '0')}`,
    product: 'TRTC_ROOM',
    account: String(app),
    room: '3560',
    state: RecordingState.STARTING,
    cause: null,
    evidence: Evidence.ANSWER,
    wanted: 'RECORDING' as const,
    attempt: 1,
    taskId: `task-${number}`,
    accepted: true,
    begunAt: null,
    pausedAt: null,
    resumedAt: null,
    endedAt: null,
    stopWantedAt: null,
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
