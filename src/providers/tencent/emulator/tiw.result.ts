import { createHash } from 'node:crypto';
import { inner, innerList } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { overlap, publishing, type RoomEvent, type Span } from './rooms.ts';
import { tiwStatus, type TiwLife } from './tiw.life.ts';

/** What a result is made of. */
export interface TiwRecording {
  readonly taskId: string;
  /** Those of the start. */
  readonly parameters: JsonObject;
  readonly life: TiwLife;
  readonly events: readonly RoomEvent[];
}

interface Video extends Span {
  readonly type: number;
  readonly user: string;
  readonly width: number;
  readonly height: number;
}

const TYPE = { camera: 0, whiteboard: 2, mix: 3, audio: 4 } as const;
const BYTES_PER_MS = 125;

/** The result fields that all ways of reading a recording share, as they are at `now`. */
export function tiwResult(recording: TiwRecording, now: number): JsonObject {
  const { parameters, life } = recording;
  const status = tiwStatus(life, now);
  const isFinished = status === 'FINISHED';
  const hasStopped = isFinished || status === 'STOPPED';
  const hasFiles = isFinished && parameters['RecordMode'] !== 'VIDEO_GENERATION_MODE';
  return {
    FinishReason: hasStopped ? life.end.reason : '',
    RoomId: parameters['RoomId'] ?? 0,
    GroupId: parameters['GroupId'] ?? String(Number(parameters['RoomId'])),
    RecordStartTime: now >= life.recordAt ? Math.floor(life.recordAt / 1000) : 0,
    RecordStopTime: hasStopped ? Math.floor(life.end.at / 1000) : 0,
    TotalTime: isFinished ? life.end.at - life.recordAt : 0,
    ExceptionCnt: 0,
    OmittedDurations: isFinished && isJoined(parameters) ? omittedDurations(life) : [],
    VideoInfos: hasFiles ? videoInfos(recording, parameters) : [],
  };
}

/** The videos that a finished recording gives with these settings. */
export function videoInfos({ taskId, life, events }: TiwRecording, settings: JsonObject): JsonObject[] {
  const whole = { from: life.recordAt, to: life.end.at };
  const pieces = isJoined(settings) ? [whole] : piecesOf(life);
  const paused = (span: Span) => life.pauses.reduce((sum, pause) => sum + lengthOf(overlap(pause, span)), 0);
  const users = publishing(events);
  const videos = pieces.flatMap((piece) => [
    ...boardVideos(settings, piece),
    ...users.flatMap((span) => userVideos(settings, span.user, overlap(span, piece))),
  ]);
  return videos.map(({ type, user, width, height, ...span }, index) => {
    const id = createHash('md5').update(`${taskId} ${index}`).digest('hex');
    const duration = lengthOf(span) - (isJoined(settings) ? paused(span) : 0);
    const format = type === TYPE.audio ? 'mp3' : 'mp4';
    return {
      VideoPlayTime: span.from - life.recordAt,
      VideoSize: duration * BYTES_PER_MS,
      VideoFormat: format,
      VideoDuration: duration,
      VideoUrl: `https://emulator.invalid/${taskId}/${id}.${format}`,
      VideoId: id,
      VideoType: type,
      UserId: user,
      Width: width,
      Height: height,
    };
  });
}

function boardVideos(settings: JsonObject, piece: Span): Video[] {
  const board = inner(settings, 'Whiteboard');
  const size = { width: Number(board['Width'] ?? 1280), height: Number(board['Height'] ?? 960) };
  const mix = inner(settings, 'MixStream');
  const videos: Video[] = [];
  if (isRecorded(settings, 'tic_record_user')) videos.push({ ...piece, ...size, type: TYPE.whiteboard, user: '' });
  if (mix['Enabled'] === true) {
    const user = `tic_mixstream_${Number(settings['RoomId'])}_${Number(mix['ModelId'] ?? 0)}`;
    videos.push({ ...piece, width: 1624, height: 1000, type: TYPE.mix, user });
  }
  return videos;
}

function userVideos(settings: JsonObject, user: string, span: Span | undefined): Video[] {
  if (!span || !isRecorded(settings, user)) return [];
  const { from, to } = span;
  const camera: Video = { from, to, type: TYPE.camera, user, width: 640, height: 480 };
  const audio: Video = { from, to, type: TYPE.audio, user, width: 0, height: 0 };
  return settings['AudioFileNeeded'] === true ? [camera, audio] : [camera];
}

/** Stream ids match by prefix; the first match decides. */
function isRecorded(settings: JsonObject, stream: string): boolean {
  const control = inner(settings, 'RecordControl');
  if (control['Enabled'] !== true) return true;
  const own = innerList(control, 'StreamControls').find((it) => stream.startsWith(it['StreamId'] as string));
  return (own?.['DisableRecord'] ?? control['DisableRecord']) !== true;
}

function isJoined(settings: JsonObject): boolean {
  return inner(settings, 'Concat')['Enabled'] === true;
}

/** What pauses leave of a recording. */
function piecesOf({ recordAt, end, pauses }: TiwLife): Span[] {
  const starts = [recordAt, ...pauses.map(({ to }) => to)];
  const ends = [...pauses.map(({ from }) => from), end.at];
  return starts.map((from, index) => ({ from, to: ends[index] ?? end.at })).filter(({ from, to }) => from < to);
}

function omittedDurations({ recordAt, pauses }: TiwLife): JsonObject[] {
  let omitted = 0;
  return pauses.map((pause) => {
    const videoTime = pause.from - recordAt - omitted;
    omitted += lengthOf(pause);
    return { VideoTime: videoTime, PauseTime: pause.from, ResumeTime: pause.to };
  });
}

function lengthOf(span: Span | undefined): number {
  return span ? span.to - span.from : 0;
}
