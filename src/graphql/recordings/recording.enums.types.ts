import { registerEnumType } from 'type-graphql';
import type { Transition } from '../../events/transition.ts';
import type { ChangeRow } from '../../ledger/contract/rows.ts';
import { Capability, type FileReport } from '../../domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState, type Life } from '../../domain/recording.ts';

registerEnumType(RecordingState, {
  name: 'RecordingState',
  description:
    'Where a recording stands; the same for every product. FAILED and ABANDONED are never left. COMPLETE, INCOMPLETE and NOTHING_RECORDED are a verdict on the files: they are left only for one another, if the vendor tells of a file afterwards.',
  valuesConfig: {
    REQUESTED: { description: 'It is in the ledger, and nothing has been sent: it waits for its turn.' },
    STARTING: { description: 'The start was sent, or accepted; it has not been seen to record yet.' },
    RECORDING: { description: 'It records.' },
    PAUSED: { description: 'It is paused, and can be resumed.' },
    STOPPING: { description: 'It is to stop, and the vendor has not confirmed the end. It may still be billed.' },
    PROCESSING: { description: 'It has ended; its files are awaited.' },
    COMPLETE: {
      description:
        'It has ended, the vendor says that all its files are there, and every file is READY. RongCloud does not say so: there it means that all files that were heard of are there, and no more came for two minutes.',
    },
    FAILED: { description: 'Nothing was recorded. `cause` says why.' },
    INCOMPLETE: {
      description:
        'It has ended, and a file failed, was not delivered, is missing or could not be confirmed. `files` and `explanation` say which and why.',
    },
    NOTHING_RECORDED: {
      description: 'It has ended without a file: the vendor has none, as where nobody published. No success.',
    },
    UNKNOWN: {
      description:
        'The start was sent, and whether it was carried out is not known. The server looks that up, as far as the vendor can be asked; `explanation` says what to do.',
    },
    ABANDONED: {
      description:
        'The vendor stopped letting it be stopped before its end was seen. While `endedAt` is null it may still run and be billed, and somebody has to look.',
    },
  },
});

registerEnumType(RecordingCause, {
  name: 'RecordingCause',
  description: 'Why a recording is in its state. New causes may be added.',
  valuesConfig: {
    CLIENT: { description: 'A client of this server asked for it.' },
    STOP_BY: { description: 'Its stopBy was reached.' },
    CONTROL_ENDS: { description: 'It was stopped just before the vendor would have stopped letting it be controlled.' },
    REFUSED: { description: 'The vendor refused the start, or it could not be sent: see errors.' },
    ANSWER_LOST: {
      description:
        'No answer to the start came, or the server stopped before it came; or the vendor answered that something runs there already, which may be this very start. `explanation` says which.',
    },
    NOT_STARTED: { description: 'The vendor was asked and has no such task: nothing was started.' },
    NOT_SENT: { description: 'It waited too long for its turn, and was given up. Nothing was sent to the vendor.' },
    NOT_REPEATED: {
      description:
        'Nothing was started, and the start could not be repeated: it held credentials that the server no longer has or cannot read.',
    },
    CANCELLED: { description: 'It was stopped before it was seen to have started.' },
    IDLE: { description: 'The vendor ended it because nothing happened in the room.' },
    VENDOR_LIMIT: { description: 'The vendor ended it at its longest length, or after its longest pause.' },
    ROOM_ENDED: { description: 'The room or the session ended, or the recorder was removed from it.' },
    VENDOR_FAULT: { description: 'The vendor ended it after a fault.' },
    STOPPED_ELSEWHERE: {
      description:
        "A call stopped it that was not Tapedeck's: of another program with the same keys, or of the vendor's console.",
    },
    GONE: { description: 'The vendor does not know it any more, so it has ended; why is not known.' },
    FILES_OVERDUE: {
      description:
        'The vendor did not report all its files in time, and why it ended is not known. Where that is known, it stays the cause: see `filesOverdueAt`.',
    },
    CONTROL_LOST: { description: 'The vendor stopped letting it be controlled before its end was seen.' },
  },
});

registerEnumType(Evidence, {
  name: 'RecordingEvidence',
  description: 'How the server knows a state.',
  valuesConfig: {
    CLIENT: { description: 'A client of this server did it.' },
    ANSWER: { description: 'The vendor answered so to a call that changes something, as a start or a stop.' },
    POLL: { description: 'The vendor was asked how the recording stands.' },
    LOOKUP: { description: 'The vendor was asked whether a start without an answer was carried out.' },
    CALLBACK: { description: 'The vendor reported it by itself.' },
    DEADLINE: { description: 'A time was reached, as stopBy.' },
  },
});

registerEnumType(Capability, {
  name: 'RecordingCapability',
  description: 'What can be done with a recording, by the mutations that are the same for every product.',
  valuesConfig: {
    STOP: { description: 'stopRecording.' },
    PAUSE: { description: 'pauseRecording.' },
    RESUME: { description: 'resumeRecording.' },
    REFRESH: { description: 'refreshRecording.' },
    UPDATE_LAYOUT: { description: 'updateRecordingLayout.' },
  },
});

// Objects, not TypeScript enums: their values are the texts that the life cycle and the ledger use as they are.

export const RecordingGoal = {
  RECORDING: 'RECORDING',
  STOPPED: 'STOPPED',
} as const satisfies { [Goal in Life['wanted']]: Goal };

registerEnumType(RecordingGoal, {
  name: 'RecordingGoal',
  description: 'What the server works towards with a recording.',
  valuesConfig: {
    RECORDING: { description: 'That it records.' },
    STOPPED: { description: 'That it ends: a stop that did not succeed is tried again.' },
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
  description: 'How far a file of a recording is.',
  valuesConfig: {
    RECORDING: { description: 'It is being recorded.' },
    PROCESSING: { description: 'The vendor converts or uploads it.' },
    READY: { description: 'It is at its storage.' },
    FAILED: { description: 'The vendor could not make or store it: `reason` and `reasonCode` say why.' },
    HELD_BY_VENDOR: {
      description: "It is on the vendor's own machines and was not delivered. The vendor may still deliver it.",
    },
  },
});

export const RecordingChangeKind = {
  STATE: 'STATE',
  FILE: 'FILE',
  SUPERSEDED: 'SUPERSEDED',
  LABELS: 'LABELS',
} as const satisfies { [Kind in ChangeRow['kind']]: Kind };
export type RecordingChangeKind = keyof typeof RecordingChangeKind;

registerEnumType(RecordingChangeKind, {
  name: 'RecordingChangeKind',
  description: 'What changed of a recording. New kinds may be added.',
  valuesConfig: {
    STATE: { description: 'Its state.' },
    FILE: { description: 'One of its files: it is new, or there is news of it.' },
    SUPERSEDED: {
      description: 'Its `supersededBy`: a later call with the same idempotency key started another recording.',
    },
    LABELS: {
      description: 'Its labels, which it gets later where a repeated call finds its recording that a restore had lost.',
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
    'How a change stands to the filter of a subscription. It is judged by what was so before and after this very change, also when it is told later.',
  valuesConfig: {
    ENTERED: {
      description: 'The recording fulfils the filter from this change on: it is new, or came into one of its states.',
    },
    LEFT: { description: 'The recording fulfilled the filter until this change, and does not any more.' },
    CHANGED: { description: 'The recording fulfils the filter before and after this change.' },
  },
});
