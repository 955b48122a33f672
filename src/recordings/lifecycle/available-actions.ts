import type { Recording } from '../../ledger/contract/entities.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { Capability, type Recorder } from '../../domain/recorder.ts';
import { RecordingState } from '../../domain/recording.ts';

type Status = Pick<Recording, 'state' | 'wanted' | 'accepted' | 'endedAt'>;
type Abilities = Pick<Recorder, 'capabilities' | 'readableAfterEnd' | 'isStartUnreadable'>;

/** Returns the actions that a recording allows now. Any other action is refused or changes nothing. */
export function availableActions(status: Status, recorder: Abilities): readonly Capability[] {
  return recorder.capabilities.filter((action) => isAvailable(action, status, recorder));
}

/** Whether the task has ended, or the server does nothing more for the recording. */
export function isOver({ state, endedAt }: Pick<Status, 'state' | 'endedAt'>): boolean {
  return isFinal(state) || endedAt !== null;
}

/** Whether the vendor has the task or may have it, so that this process can act on it at once. */
export function canBeLeased({ state, accepted }: Pick<Status, 'state' | 'accepted'>): boolean {
  return !isFinal(state) && (accepted || state === RecordingState.UNKNOWN);
}

/** Whether the vendor runs the task and no stop is requested: only then can a client pause, resume or lay it out. */
export function isControllable(status: Status): boolean {
  return !isOver(status) && status.accepted && status.wanted === 'RECORDING';
}

/**
 * Whether a poll can still change a recording that is over: files of an INCOMPLETE recording may have arrived, and an
 * ABANDONED recording may have ended.
 */
export function canPollFinal(
  { state, accepted, endedAt }: Omit<Status, 'wanted'>,
  { readableAfterEnd }: Pick<Abilities, 'readableAfterEnd'>,
): boolean {
  if (state === RecordingState.INCOMPLETE) return readableAfterEnd;
  return state === RecordingState.ABANDONED && accepted && endedAt === null;
}

function isAvailable(action: Capability, status: Status, recorder: Abilities): boolean {
  switch (action) {
    case Capability.STOP:
      // After a stop was requested, another stop asks the vendor again at once.
      return !isOver(status) && (status.wanted === 'RECORDING' || canBePolled(status, recorder));
    case Capability.PAUSE:
      return isControllable(status) && status.state === RecordingState.RECORDING;
    case Capability.RESUME:
      return isControllable(status) && status.state === RecordingState.PAUSED;
    case Capability.UPDATE_LAYOUT:
      return isControllable(status);
    case Capability.REFRESH:
      return isFinal(status.state) ? canPollFinal(status, recorder) : canBePolled(status, recorder);
  }
}

/** Some vendors cannot be asked for a start without an answer. */
function canBePolled(status: Status, { isStartUnreadable }: Abilities): boolean {
  return canBeLeased(status) && (status.accepted || isStartUnreadable !== true);
}
