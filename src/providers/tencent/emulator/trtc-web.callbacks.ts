import type { Happening, Outlook } from '../../../emulation/callbacks.ts';
import type { StoredFile } from '../../../emulation/media/stored-file.ts';
import {
  FILES_WITHIN_MS,
  mp4Happening,
  storedAt,
  trtcHappening,
  vodHappenings,
  type TrtcFile,
  type TrtcOwner,
} from './trtc.callbacks.ts';
import type { End } from './world.ts';

/** What the events of a web page recording follow from. Times in milliseconds. */
export interface TrtcWebStory {
  readonly taskId: string;
  readonly app: number;
  readonly startedAt: number;
  readonly end: End<'STOPPED' | 'MAX_DURATION'>;
  readonly isVod: boolean;
  /** Of its files, as mp4. */
  readonly format: string;
  /** The address of a file in VOD. */
  readonly addressOf: (name: string) => string;
}

const WEB_GROUP = 8;
const RECORD_MS = 5000;
const END_MS = 1000;

/** The events of a web page recording: of the task, and of its files. */
export function trtcWebOutlook(story: TrtcWebStory): Outlook {
  const { end } = story;
  const beganAt = beginOf(story);
  const limit = end.reason === 'MAX_DURATION' ? [taskHappening(story, 804, end.at, 'Max duration limit reached')] : [];
  return {
    happenings: [
      taskHappening(story, 801, beganAt, 'Success'),
      ...limit,
      taskHappening(story, 802, end.at + END_MS, 'Success'),
      ...fileHappenings(story, beganAt),
    ],
    endsAt: end.at + FILES_WITHIN_MS,
  };
}

function taskHappening({ taskId, app }: TrtcWebStory, type: number, at: number, text: string): Happening {
  const info = { EventMsTs: at, TaskId: taskId, Payload: { Status: 1, EventMessage: text } };
  return trtcHappening({ id: String(type), group: WEB_GROUP, type, app, at, info });
}

/** The file, when it is there at `now`. */
export function trtcWebFiles(story: TrtcWebStory, now: number): StoredFile[] {
  return storedAt(now, story.end.at, story.isVod, [fileOf(story, beginOf(story))]);
}

/** They come as those of a room that has no id, and the task's id tells when the recording began. */
function fileHappenings(story: TrtcWebStory, beganAt: number): Happening[] {
  const { taskId, app, end, isVod, addressOf } = story;
  const owner: TrtcOwner = { app, room: '', robot: '', taskId: `${taskId}_StartTimeMs_${beganAt}`, addressOf };
  const file = fileOf(story, beganAt);
  return isVod ? vodHappenings(owner, end.at, [file]) : [mp4Happening(owner, end.at, [file])];
}

function fileOf({ app, end, format }: TrtcWebStory, beganAt: number): TrtcFile {
  const ending = format === 'hls' ? '.m3u8' : `_0.${format}`;
  return { name: `${app}_web_${beganAt}${ending}`, user: '', track: 'audio_video', from: beganAt, to: end.at };
}

function beginOf({ startedAt, end }: TrtcWebStory): number {
  return Math.min(startedAt + RECORD_MS, end.at);
}
