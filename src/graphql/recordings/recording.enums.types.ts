import { registerEnumType } from 'type-graphql';
import type { Transition } from '../../events/event-filter.ts';
import type { RecordingChange } from '../../ledger/contract/entities.ts';
import { Capability, type FileReport } from '../../domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState, type Life } from '../../domain/recording.ts';

registerEnumType(RecordingState, {
  name: 'RecordingState',
  description:
    'State of a recording, the same for every product. FAILED and ABANDONED are final; COMPLETE, INCOMPLETE and NOTHING_RECORDED can only change into each other. See docs/life-cycle.md.',
  valuesConfig: {
    REQUESTED: { description: 'Stored, not sent to the vendor yet.' },
    STARTING: { description: 'The start was sent. The vendor has not reported that it records.' },
    RECORDING: { description: 'The vendor is recording.' },
    PAUSED: { description: 'Paused; can be resumed.' },
    STOPPING: { description: 'A stop is requested; the vendor has not confirmed the end. May still be billed.' },
    PROCESSING: { description: 'Ended; waiting for the files.' },
    COMPLETE: {
      description:
        'Ended, and every file is READY. The vendor confirmed that no file is missing; for RONGCLOUD, which cannot, no new file arrived for two minutes.',
    },
    FAILED: { description: 'Nothing was recorded. `cause` gives the reason.' },
    INCOMPLETE: {
      description:
        'Ended, and at least one file failed, was not delivered, is missing or could not be confirmed. See `files` and `explanation`.',
    },
    NOTHING_RECORDED: {
      description: 'Ended without a file, for example because no user published. Not a success.',
    },
    UNKNOWN: {
      description:
        'The start was sent, and its outcome is unknown. The server keeps checking if the vendor allows it; `explanation` states what to do.',
    },
    ABANDONED: {
      description:
        'The vendor no longer accepts a stop, and no end was seen. While `endedAt` is null, the recording may still run and be billed: check with the vendor.',
    },
  },
});

registerEnumType(RecordingCause, {
  name: 'RecordingCause',
  description: 'Reason for the state of a recording. New causes may be added.',
  valuesConfig: {
    CLIENT: { description: 'A client of this server requested it.' },
    STOP_BY: { description: 'The time stopBy was reached.' },
    CONTROL_ENDS: {
      description: 'The server stopped the recording just before the vendor would have refused further control.',
    },
    REFUSED: { description: 'The vendor refused the start, or the start could not be sent: see errors.' },
    ANSWER_LOST: {
      description:
        'No answer to the start was received, or the vendor answered that a recording already runs, possibly this one. See `explanation`.',
    },
    NOT_STARTED: { description: 'The vendor was asked and has no such task.' },
    NOT_SENT: {
      description: 'The start waited too long for its turn and was given up. Nothing was sent to the vendor.',
    },
    NOT_REPEATED: {
      description:
        'Nothing was started. The start could not be repeated, because its credentials are lost or unreadable.',
    },
    CANCELLED: { description: 'The recording was stopped before its start was confirmed.' },
    IDLE: { description: 'The vendor ended the recording because the room was idle.' },
    VENDOR_LIMIT: { description: 'The vendor ended the recording at its maximum length or after its maximum pause.' },
    ROOM_ENDED: { description: 'The room or the session ended, or the recorder was removed from it.' },
    VENDOR_FAULT: { description: 'The vendor ended the recording after a fault.' },
    STOPPED_ELSEWHERE: {
      description: "Another program with the same keys, or the vendor's console, stopped the recording.",
    },
    GONE: { description: 'The vendor no longer knows the recording. It has ended; the reason is unknown.' },
    FILES_OVERDUE: {
      description:
        'The vendor did not report all files in time, and the reason for the end is unknown. See `filesOverdueAt`.',
    },
    CONTROL_LOST: { description: 'The vendor stopped accepting control before an end was seen.' },
  },
});

registerEnumType(Evidence, {
  name: 'RecordingEvidence',
  description: 'How the server knows a state.',
  valuesConfig: {
    CLIENT: { description: 'A client of this server caused it.' },
    ANSWER: { description: "The vendor's answer to a start, a stop or another change." },
    POLL: { description: "The vendor's answer to a poll." },
    LOOKUP: { description: "The vendor's answer to the question whether an unconfirmed start was carried out." },
    CALLBACK: { description: 'A callback of the vendor.' },
    DEADLINE: { description: 'A time was reached, such as stopBy.' },
  },
});

registerEnumType(Capability, {
  name: 'RecordingCapability',
  description: 'An action on a recording, by a mutation that is the same for every product.',
  valuesConfig: {
    STOP: { description: 'stopRecording.' },
    PAUSE: { description: 'pauseRecording.' },
    RESUME: { description: 'resumeRecording.' },
    REFRESH: { description: 'refreshRecording.' },
    UPDATE_LAYOUT: { description: 'updateRecordingLayout.' },
  },
});

// Objects, not TypeScript enums, because the life cycle and the ledger use the same values.

export const RecordingGoal = {
  RECORDING: 'RECORDING',
  STOPPED: 'STOPPED',
} as const satisfies { [Goal in Life['wanted']]: Goal };

registerEnumType(RecordingGoal, {
  name: 'RecordingGoal',
  description: 'The state that the server works towards.',
  valuesConfig: {
    RECORDING: { description: 'The recording runs.' },
    STOPPED: { description: 'The recording has ended. A failed stop is retried.' },
  },
});

export const RecordingFileState = {
  RECORDING: 'RECORDING',
  PROCESSING: 'PROCESSING',
  READY: 'READY',
  FAILED: 'FAILED',
  HELD_BY_VENDOR: 'HELD_BY_VENDOR',
} as const satisfies { [State in FileReport['state']]: State };

registerEnumType(RecordingFileState, {
  name: 'RecordingFileState',
  description: 'State of a file.',
  valuesConfig: {
    RECORDING: { description: 'Being recorded.' },
    PROCESSING: { description: 'Being converted or uploaded by the vendor.' },
    READY: { description: 'Available in the storage.' },
    FAILED: { description: 'Not created or not stored: see `reason` and `reasonCode`.' },
    HELD_BY_VENDOR: {
      description: 'Kept by the vendor and not delivered. The vendor may deliver it later.',
    },
  },
});

export const RecordingChangeKind = {
  STATE: 'STATE',
  FILE: 'FILE',
  SUPERSEDED: 'SUPERSEDED',
  LABELS: 'LABELS',
} as const satisfies { [Kind in RecordingChange['kind']]: Kind };
export type RecordingChangeKind = keyof typeof RecordingChangeKind;

registerEnumType(RecordingChangeKind, {
  name: 'RecordingChangeKind',
  description: 'Kind of a change. New kinds may be added.',
  valuesConfig: {
    STATE: { description: 'The state changed.' },
    FILE: { description: 'A file is new or changed.' },
    SUPERSEDED: {
      description: 'supersededBy was set: a later call with the same idempotency key started another recording.',
    },
    LABELS: {
      description:
        'The labels were recovered: a repeated start found a recording that a restored backup did not contain.',
    },
  },
});

export const RecordingTransition = {
  ENTERED: 'ENTERED',
  LEFT: 'LEFT',
  CHANGED: 'CHANGED',
} as const satisfies { [Kind in Transition]: Kind };

registerEnumType(RecordingTransition, {
  name: 'RecordingTransition',
  description:
    'Effect of a change on a filter. Based on the recording directly before and after the change, even if sent later.',
  valuesConfig: {
    ENTERED: {
      description: 'The recording meets the filter since this change.',
    },
    LEFT: { description: 'The recording no longer meets the filter since this change.' },
    CHANGED: { description: 'The recording meets the filter before and after this change.' },
  },
});
