import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { Capability, type Recorder } from '../../domain/recorder.ts';
import { RecordingState } from '../../domain/recording.ts';
import { canBeAskedAfterwards } from './afterwards.ts';

type Standing = Pick<RecordingRow, 'state' | 'wanted' | 'accepted' | 'endedAt'>;
type Able = Pick<Recorder, 'capabilities' | 'readableAfterEnd' | 'isStartUnreadable'>;

/** What can be done with a recording as it stands: each other action is refused, or changes nothing. */
export function availableActions(standing: Standing, recorder: Able): readonly Capability[] {
  return recorder.capabilities.filter((action) => isAvailable(action, standing, recorder));
}

/** Whether a recording has ended: its task is over, or nothing is to be done about it any more. */
export function isOver({ state, endedAt }: Pick<Standing, 'state' | 'endedAt'>): boolean {
  return isFinal(state) || endedAt !== null;
}

/** Whether the server can turn to the vendor for a recording at once: the vendor has the task, or may have. */
export function canBeTaken({ state, accepted }: Pick<Standing, 'state' | 'accepted'>): boolean {
  return !isFinal(state) && (accepted || state === RecordingState.UNKNOWN);
}

/** Whether the vendor surely runs the task, and goes on with it: then it can be paused, resumed and laid out anew. */
export function isControllable(standing: Pick<Standing, 'state' | 'wanted' | 'accepted' | 'endedAt'>): boolean {
  return !isOver(standing) && standing.accepted && standing.wanted === 'RECORDING';
}

function isAvailable(action: Capability, standing: Standing, recorder: Able): boolean {
  switch (action) {
    case Capability.STOP:
      // Once it is to stop, another stop asks the vendor again at once, where there is somebody to ask.
      return !isOver(standing) && (standing.wanted === 'RECORDING' || canBeAsked(standing, recorder));
    case Capability.PAUSE:
      return isControllable(standing) && standing.state === RecordingState.RECORDING;
    case Capability.RESUME:
      return isControllable(standing) && standing.state === RecordingState.PAUSED;
    case Capability.UPDATE_LAYOUT:
      return isControllable(standing);
    case Capability.REFRESH:
      return isFinal(standing.state) ? canBeAskedAfterwards(standing, recorder) : canBeAsked(standing, recorder);
  }
}

/** Whether the vendor can be asked about it now. Not every vendor can be asked for a start without an answer. */
function canBeAsked(standing: Standing, { isStartUnreadable }: Able): boolean {
  return canBeTaken(standing) && (standing.accepted || isStartUnreadable !== true);
}
