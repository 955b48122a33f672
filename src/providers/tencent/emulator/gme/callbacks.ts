import type { CallbackLine, EmulatedEvent, EventPlan } from '../../../../emulation/callbacks/callbacks.ts';
import { printJson } from '../../../../wire/json.ts';
import type { CallbackKeys } from '../../callbacks/keys.ts';
import { gmeSignature, type GmeSignatureForm } from '../../callbacks/signature.ts';
import { MIXED_USER, UPLOADED_MS, type GmeFile, type GmeRecording } from './files.ts';

const PATH = 'tencent/gme';
const [STARTED, FINISHED, UPLOADED] = [1, 2, 3];
/** The API has different numbers. */
const [SINGLE, MIXED] = [0, 1];

/** GME's callbacks. The retries are undocumented: the emulator uses a minimum. */
export function gmeLine(keys: CallbackKeys | undefined, form: GmeSignatureForm): CallbackLine {
  return {
    path: PATH,
    retries: { timeoutMs: 5000, waitsMs: [5000, 10_000, 20_000] },
    keyOf: (app) => keys?.of(Number(app)),
    message(content, { key, sentAt }) {
      const body = printJson({ ...content, Timestamp: Math.floor(sentAt / 1000) });
      const signature = key && gmeSignature(form, key, Buffer.from(body));
      return { headers: signature === undefined ? {} : { Signature: signature }, body };
    },
  };
}

/** Returns the events of a voice recording: three for each file. No event reports the end of the task. */
export function gmePlan(recording: GmeRecording, files: readonly GmeFile[]): EventPlan {
  const segments = new Map<string, number>();
  return {
    events: files.flatMap((file) => {
      const segment = segments.get(file.user) ?? 0;
      segments.set(file.user, segment + 1);
      const event = (type: number, at: number) => gmeEvent(recording, file, segment, type, at);
      const recorded = [event(STARTED, file.from), event(FINISHED, file.to)];
      return file.isStuck ? recorded : [...recorded, event(UPLOADED, file.to + UPLOADED_MS)];
    }),
    endsAt: recording.endAt + UPLOADED_MS,
  };
}

function gmeEvent(
  { app, room, taskId }: GmeRecording,
  { user, from, name }: GmeFile,
  segment: number,
  type: number,
  at: number,
): EmulatedEvent {
  const content = (fileName: string, eventType: number) => ({
    BizID: app,
    RoomID: room,
    UserID: user,
    TaskID: taskId,
    RecordMode: user === MIXED_USER ? MIXED : SINGLE,
    Timestamp: Math.floor(at / 1000),
    EventType: eventType,
    Detail: { SeqNo: segment, FileName: fileName },
  });
  return {
    id: `${type} ${from} ${user}`,
    line: PATH,
    app: String(app),
    type: String(type),
    at,
    content: () => content(name, type),
    forgedContent: () => content('forged.mp3', UPLOADED),
  };
}
