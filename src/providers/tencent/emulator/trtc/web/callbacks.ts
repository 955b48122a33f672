import type { EmulatedEvent, EventPlan } from '../../../../../emulation/callbacks/callbacks.ts';
import type { EmulatedFile } from '../../../../../emulation/control/emulated-task.ts';
import type { StoredFile } from '../../../../../emulation/media/stored-file.ts';
import { FILES_WITHIN_MS, finalFiles, bucketEvents, storedFiles, vodEvents } from '../file-results.ts';
import { trtcEvent, type TrtcFile, type TrtcOwner } from '../callbacks.ts';
import type { End } from '../../shared/context.ts';

/** Why a web page recording ended. FAILED: its page never became ready. FAULT: the recorder broke. */
export type TrtcWebEnd = 'STOPPED' | 'MAX_DURATION' | 'FAILED' | 'FAULT';

/** What the events of a web page recording follow from. Times in milliseconds. */
export interface TrtcWebState {
  readonly taskId: string;
  readonly app: number;
  readonly startedAt: number;
  readonly end: End<TrtcWebEnd>;
  readonly isVod: boolean;
  /** Of its files, as mp4. */
  readonly format: string;
  /** The address of a file in VOD. */
  readonly addressOf: (name: string) => string;
  /** What goes wrong with it. */
  readonly failures: readonly string[];
}

const WEB_GROUP = 8;
const RECORD_MS = 5000;
const END_MS = 1000;

/** The events of a web page recording: of the task, and of its files. */
export function trtcWebPlan(story: TrtcWebState): EventPlan {
  const { end } = story;
  const beganAt = beginOf(story);
  if (end.reason === 'FAILED') {
    return { events: [taskEvent(story, 801, end.at, 'Page load timeout', 2)], endsAt: end.at };
  }
  const limit = end.reason === 'MAX_DURATION' ? [taskEvent(story, 804, end.at, 'Max duration limit reached')] : [];
  return {
    events: [
      taskEvent(story, 801, beganAt, 'Success'),
      ...troubles(story, beganAt),
      ...limit,
      end.reason === 'FAULT'
        ? { ...taskEvent(story, 801, end.at, 'recorder fault', 5), id: '801 5' }
        : taskEvent(story, 802, end.at + END_MS, 'Success'),
      ...fileEvents(story, beganAt),
    ],
    endsAt: end.at + FILES_WITHIN_MS,
  };
}

function troubles(story: TrtcWebState, at: number): EmulatedEvent[] {
  const { failures } = story;
  const reload = { ...taskEvent(story, 803, at, 'Page load timeout', 1), id: '803 1' };
  const size = { ...taskEvent(story, 804, at, 'larger than 1920x1080', 2), id: '804 2' };
  return [...(failures.includes('803.1') ? [reload] : []), ...(failures.includes('804.2') ? [size] : [])];
}

function taskEvent({ taskId, app }: TrtcWebState, type: number, at: number, text: string, Status = 1): EmulatedEvent {
  const info = { EventMsTs: at, TaskId: taskId, Payload: { Status, EventMessage: text } };
  return trtcEvent({ id: String(type), group: WEB_GROUP, type, app, at, info });
}

/** The file, when it is at its target at `now`. */
export function trtcWebFiles(story: TrtcWebState, now: number): StoredFile[] {
  if (story.end.reason === 'FAILED') return [];
  return storedFiles(eventOf(story), now, story.end.at, [fileOf(story, beginOf(story))], story.failures);
}

/** What really became of the file of a recording that has ended. */
export function finalWebFiles(story: TrtcWebState): EmulatedFile[] {
  if (story.end.reason === 'FAILED') return [];
  return finalFiles(eventOf(story), [fileOf(story, beginOf(story))], story.failures);
}

function eventOf({ isVod }: TrtcWebState): 310 | 311 {
  return isVod ? 311 : 310;
}

/** They come as those of a room that has no id, and the task's id tells when the recording began. */
function fileEvents(story: TrtcWebState, beganAt: number): EmulatedEvent[] {
  const { taskId, app, end, isVod, addressOf, failures } = story;
  const owner: TrtcOwner = { app, room: '', robot: '', taskId: `${taskId}_StartTimeMs_${beganAt}`, addressOf };
  const tell = isVod ? vodEvents : bucketEvents;
  return tell(owner, end.at, [fileOf(story, beganAt)], failures);
}

function fileOf({ app, end, format }: TrtcWebState, beganAt: number): TrtcFile {
  const ending = format === 'hls' ? '.m3u8' : `_0.${format}`;
  return { name: `${app}_web_${beganAt}${ending}`, user: '', track: 'audio_video', from: beganAt, to: end.at };
}

function beginOf({ startedAt, end }: TrtcWebState): number {
  return Math.min(startedAt + RECORD_MS, end.at);
}
