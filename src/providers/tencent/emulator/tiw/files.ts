import { createHash } from 'node:crypto';
import { objectIn, objectsIn } from '../../../../emulation/contract/fields.ts';
import { sizeOfFile, type StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { template } from '../../tiw/layout-preview.ts';
import { TiwMixModel } from '../../tiw/layout.types.ts';
import { overlap, publishing, type RoomEvent, type Span } from '../shared/rooms.ts';
import { tiwStatus, type TiwLife } from './life.ts';

export interface TiwRecording {
  readonly taskId: string;
  readonly parameters: JsonObject;
  readonly life: TiwLife;
  readonly events: readonly RoomEvent[];
  /** The address of a file of the task. */
  readonly addressOf: (name: string) => string;
  readonly failures: readonly string[];
}

/** A finished video. */
interface Video extends Span {
  readonly type: number;
  readonly user: string;
  readonly width: number;
  readonly height: number;
}

interface VideoFile {
  readonly id: string;
  readonly format: string;
  readonly from: number;
  /** Without the pauses that were left out. */
  readonly durationMs: number;
}

const TYPE = { camera: 0, whiteboard: 2, mix: 3, audio: 4 } as const;

/** Returns the result fields at `now` that all actions share. */
export function tiwResult(recording: TiwRecording, now: number): JsonObject {
  const { parameters, life } = recording;
  const status = tiwStatus(life, now);
  const isFinished = status === 'FINISHED';
  const hasStopped = isFinished || status === 'STOPPED';
  const hasFiles = isFinished && !isForGeneration(recording);
  return {
    FinishReason: hasStopped ? life.end.reason : '',
    RoomId: parameters['RoomId'] ?? 0,
    GroupId: parameters['GroupId'] ?? String(Number(parameters['RoomId'])),
    RecordStartTime: now >= life.recordAt ? Math.floor(life.recordAt / 1000) : 0,
    RecordStopTime: hasStopped ? Math.floor(life.end.at / 1000) : 0,
    TotalTime: isFinished ? life.end.at - life.recordAt : 0,
    ExceptionCnt: recording.failures.includes('ExceptionCnt') ? 2 : 0,
    OmittedDurations: isFinished && isJoined(parameters) ? omittedDurations(life) : [],
    VideoInfos: hasFiles ? videoInfos(recording, parameters) : [],
  };
}

/** Whether the recording produces a replay instead of videos. Separate tasks generate the videos. */
export function isForGeneration({ parameters }: Pick<TiwRecording, 'parameters'>): boolean {
  return parameters['RecordMode'] === 'VIDEO_GENERATION_MODE';
}

/** Returns the videos of a finished recording with these settings. */
export function videoInfos(recording: TiwRecording, settings: JsonObject): JsonObject[] {
  const { life, addressOf } = recording;
  return finishedVideos(recording, settings).map(({ type, user, width, height, from, durationMs, id, format }) => ({
    VideoPlayTime: from - life.recordAt,
    VideoSize: sizeOfFile(fileOf({ id, format, from, durationMs })),
    VideoFormat: format,
    VideoDuration: durationMs,
    VideoUrl: addressOf(`${id}.${format}`),
    VideoId: id,
    VideoType: type,
    UserId: user,
    Width: width,
    Height: height,
  }));
}

export function videoFiles(recording: TiwRecording, settings: JsonObject): StoredFile[] {
  return finishedVideos(recording, settings).map(fileOf);
}

function fileOf({ id, format, from, durationMs }: VideoFile): StoredFile {
  return { name: `${id}.${format}`, from, to: from + durationMs };
}

function finishedVideos({ taskId, life, events }: TiwRecording, settings: JsonObject): (Video & VideoFile)[] {
  const whole = { from: life.recordAt, to: life.end.at };
  const pieces = isJoined(settings) ? [whole] : piecesOf(life);
  const paused = (span: Span) => life.pauses.reduce((sum, pause) => sum + lengthOf(overlap(pause, span)), 0);
  const users = publishing(events);
  const videos = pieces.flatMap((piece) => [
    ...boardVideos(settings, piece),
    ...users.flatMap((span) => userVideos(settings, span.user, overlap(span, piece))),
  ]);
  return videos.map((video, index) => ({
    ...video,
    id: createHash('md5').update(`${taskId} ${index}`).digest('hex'),
    format: video.type === TYPE.audio ? 'mp3' : 'mp4',
    durationMs: lengthOf(video) - (isJoined(settings) ? paused(video) : 0),
  }));
}

function boardVideos(settings: JsonObject, piece: Span): Video[] {
  const board = objectIn(settings, 'Whiteboard');
  const size = { width: Number(board['Width'] ?? 1280), height: Number(board['Height'] ?? 960) };
  const mix = objectIn(settings, 'MixStream');
  const videos: Video[] = [];
  if (isRecorded(settings, 'tic_record_user')) videos.push({ ...piece, ...size, type: TYPE.whiteboard, user: '' });
  if (mix['Enabled'] === true) {
    // The vendor documents <layout> of this id for built-in layouts alone.
    const model = mix['Custom'] === undefined ? Number(mix['ModelId']) : 0;
    const user = `tic_mixstream_${Number(settings['RoomId'])}_${model}`;
    videos.push({ ...piece, ...mixSize(mix), type: TYPE.mix, user });
  }
  return videos;
}

const ROW: number = TiwMixModel.ROW;

/** Returns the canvas of the mixed video. A custom layout takes precedence over a built-in layout. */
function mixSize(mix: JsonObject): { width: number; height: number } {
  if (mix['Custom'] === undefined) {
    const { width, height } = template(Number(mix['ModelId']) === ROW ? TiwMixModel.ROW : TiwMixModel.COLUMN).canvas
      .layoutParams;
    return { width, height };
  }
  const canvas = objectIn(objectIn(objectIn(mix, 'Custom'), 'Canvas'), 'LayoutParams');
  return { width: Number(canvas['Width']), height: Number(canvas['Height']) };
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
  const control = objectIn(settings, 'RecordControl');
  if (control['Enabled'] !== true) return true;
  const own = objectsIn(control, 'StreamControls').find((it) => stream.startsWith(it['StreamId'] as string));
  return (own?.['DisableRecord'] ?? control['DisableRecord']) !== true;
}

function isJoined(settings: JsonObject): boolean {
  return objectIn(settings, 'Concat')['Enabled'] === true;
}

/** Returns the recorded periods between the pauses. */
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
