import type { EmulatedEvent, EventPlan } from '../../../../../emulation/callbacks/callbacks.ts';
import type { EmulatedFile } from '../../../../../emulation/control/emulated-task.ts';
import type { StoredFile } from '../../../../../emulation/media/stored-file.ts';
import { FILES_WITHIN_MS, finalFiles, bucketEvents, storedFiles, vodEvents } from '../file-results.ts';
import { trtcEvent, type TrtcFile, type TrtcOwner } from '../callbacks.ts';
import type { End } from '../../shared/context.ts';

/** Reason of the end of a web page recording. FAILED: the page never became ready. FAULT: the recorder broke. */
export type TrtcWebEnd = 'STOPPED' | 'MAX_DURATION' | 'FAILED' | 'FAULT';

/** State of a web page recording from which the events follow. Times in ms. */
export interface TrtcWebState {
  readonly taskId: string;
  readonly app: number;
  readonly startedAt: number;
  readonly end: End<TrtcWebEnd>;
  readonly isVod: boolean;
  /** Format of the files, such as mp4. */
  readonly format: string;
  /** The address of a file in VOD. */
  readonly addressOf: (name: string) => string;
  readonly failures: readonly string[];
}

const WEB_GROUP = 8;
const RECORD_MS = 5000;
const END_MS = 1000;

/** Returns the events of a web page recording: of the task and of the files. */
export function trtcWebPlan(state: TrtcWebState): EventPlan {
  const { end } = state;
  const beganAt = beginOf(state);
  if (end.reason === 'FAILED') {
    return { events: [taskEvent(state, 801, end.at, 'Page load timeout', 2)], endsAt: end.at };
  }
  const limit = end.reason === 'MAX_DURATION' ? [taskEvent(state, 804, end.at, 'Max duration limit reached')] : [];
  return {
    events: [
      taskEvent(state, 801, beganAt, 'Success'),
      ...failureEvents(state, beganAt),
      ...limit,
      end.reason === 'FAULT'
        ? { ...taskEvent(state, 801, end.at, 'recorder fault', 5), id: '801 5' }
        : taskEvent(state, 802, end.at + END_MS, 'Success'),
      ...fileEvents(state, beganAt),
    ],
    endsAt: end.at + FILES_WITHIN_MS,
  };
}

function failureEvents(state: TrtcWebState, at: number): EmulatedEvent[] {
  const { failures } = state;
  const reload = { ...taskEvent(state, 803, at, 'Page load timeout', 1), id: '803 1' };
  const size = { ...taskEvent(state, 804, at, 'larger than 1920x1080', 2), id: '804 2' };
  return [...(failures.includes('803.1') ? [reload] : []), ...(failures.includes('804.2') ? [size] : [])];
}

function taskEvent({ taskId, app }: TrtcWebState, type: number, at: number, text: string, Status = 1): EmulatedEvent {
  const info = { EventMsTs: at, TaskId: taskId, Payload: { Status, EventMessage: text } };
  return trtcEvent({ id: String(type), group: WEB_GROUP, type, app, at, info });
}

/** Returns the file if it is stored at `now`. */
export function trtcWebFiles(state: TrtcWebState, now: number): StoredFile[] {
  if (state.end.reason === 'FAILED') return [];
  return storedFiles(eventOf(state), now, state.end.at, [fileOf(state, beginOf(state))], state.failures);
}

/** Returns the final state of the file of an ended recording. */
export function finalWebFiles(state: TrtcWebState): EmulatedFile[] {
  if (state.end.reason === 'FAILED') return [];
  return finalFiles(eventOf(state), [fileOf(state, beginOf(state))], state.failures);
}

function eventOf({ isVod }: TrtcWebState): 310 | 311 {
  return isVod ? 311 : 310;
}

/** Returns the file events, in the form of a room without an id. The task id has the recording's start. */
function fileEvents(state: TrtcWebState, beganAt: number): EmulatedEvent[] {
  const { taskId, app, end, isVod, addressOf, failures } = state;
  const owner: TrtcOwner = { app, room: '', robot: '', taskId: `${taskId}_StartTimeMs_${beganAt}`, addressOf };
  const eventsOf = isVod ? vodEvents : bucketEvents;
  return eventsOf(owner, end.at, [fileOf(state, beganAt)], failures);
}

function fileOf({ app, end, format }: TrtcWebState, beganAt: number): TrtcFile {
  const ending = format === 'hls' ? '.m3u8' : `_0.${format}`;
  return { name: `${app}_web_${beganAt}${ending}`, user: '', track: 'audio_video', from: beganAt, to: end.at };
}

function beginOf({ startedAt, end }: TrtcWebState): number {
  return Math.min(startedAt + RECORD_MS, end.at);
}
