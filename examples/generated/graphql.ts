/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What became of a callback. */
export type CallbackState =
  /** The ledger says what it told. */
  | 'APPLIED'
  /** Its body is not signed, and the vendor did not confirm what it told, or could not be asked in time. */
  | 'DOUBTED'
  /** It told nothing that changes a recording, or is of an unknown kind. */
  | 'KEPT'
  /** No recording was found within ten minutes. */
  | 'UNMATCHED'
  /** It is of a known kind, and what it tells cannot be read. Its recording does not become COMPLETE. */
  | 'UNREAD'
  /** It is to be applied, or its recording is not known yet. */
  | 'WAITING';

/** Which files a GME recording makes. Events of the vendor number these modes differently. */
export type GmeRecordMode =
  /** One file with everybody mixed. */
  | 'MIXED'
  /** One file per user. */
  | 'SINGLE'
  /** Both: a file per user, and the mixed one. */
  | 'SINGLE_AND_MIXED';

/** What to record in a voice room (GME StartRecord). */
export type GmeStartRecordInput = {
  /** Application id in the GME console. */
  bizId: number;
  /** Only check the input and show in preview what would be sent: nothing is sent, and nothing is put into the ledger. Default: false. */
  dryRun?: boolean | null | undefined;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
  /** Labels of your own, by which `recordings` can be filtered. Not sent to the vendor. At most 20 entries with different names; values of at most 255 characters. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Texts of your own that are kept with the recording and given back with it. Not sent to the vendor. At most 50 entries with different names; values of at most 2000 characters; 16000 characters in all, names included. Put no secrets here: they are stored as they are. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Which files to make. */
  recordMode: GmeRecordMode;
  /** Room to record. Always text, also where it is a number. The room must exist. */
  roomId: string;
  /** When the server stops the recording, if nobody has until then. Must be in the future. Absent: it runs until it is stopped or the vendor ends it. */
  stopBy?: string | null | undefined;
  /** Whose voices to record. Absent: everybody in the room. */
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput | null | undefined;
};

/** Whose voices GME records: an allow list or a deny list, never both. An empty list beside the other counts as absent. */
export type GmeSubscribeRecordUserIdsInput = {
  /** Record only these users. Not together with unSubscribeUserIds. At most 20 entries. */
  subscribeUserIds?: Array<string> | null | undefined;
  /** Record everybody but these users. Not together with subscribeUserIds. At most 20 entries. */
  unSubscribeUserIds?: Array<string> | null | undefined;
};

/** A text of your own and its name. */
export type NameValueInput = {
  /** Its name. Letters, digits, _, . and -; from 1 to 63. */
  name: string;
  /** The text. May be empty; the list says how long it may be. */
  value: string;
};

/** What can be done with a recording, by the mutations that are the same for every product. */
export type RecordingCapability =
  /** pauseRecording. */
  | 'PAUSE'
  /** refreshRecording. */
  | 'REFRESH'
  /** resumeRecording. */
  | 'RESUME'
  /** stopRecording. */
  | 'STOP'
  /** updateRecordingLayout. */
  | 'UPDATE_LAYOUT';

/** Why a recording is in its state. New causes may be added. */
export type RecordingCause =
  /** No answer to the start came, or the server stopped before it came; or the vendor answered that something runs there already, which may be this very start. `explanation` says which. */
  | 'ANSWER_LOST'
  /** It was stopped before it was seen to have started. */
  | 'CANCELLED'
  /** A client of this server asked for it. */
  | 'CLIENT'
  /** It was stopped just before the vendor would have stopped letting it be controlled. */
  | 'CONTROL_ENDS'
  /** The vendor stopped letting it be controlled before its end was seen. */
  | 'CONTROL_LOST'
  /** The vendor did not report all its files in time, and why it ended is not known. Where that is known, it stays the cause: see `filesOverdueAt`. */
  | 'FILES_OVERDUE'
  /** The vendor does not know it any more, so it has ended; why is not known. */
  | 'GONE'
  /** The vendor ended it because nothing happened in the room. */
  | 'IDLE'
  /** Nothing was started, and the start could not be repeated: it held credentials that the server no longer has or cannot read. */
  | 'NOT_REPEATED'
  /** It waited too long for its turn, and was given up. Nothing was sent to the vendor. */
  | 'NOT_SENT'
  /** The vendor was asked and has no such task: nothing was started. */
  | 'NOT_STARTED'
  /** The vendor refused the start, or it could not be sent: see errors. */
  | 'REFUSED'
  /** The room or the session ended, or the recorder was removed from it. */
  | 'ROOM_ENDED'
  /** A call stopped it that was not Tapedeck's: of another program with the same keys, or of the vendor's console. */
  | 'STOPPED_ELSEWHERE'
  /** Its stopBy was reached. */
  | 'STOP_BY'
  /** The vendor ended it after a fault. */
  | 'VENDOR_FAULT'
  /** The vendor ended it at its longest length, or after its longest pause. */
  | 'VENDOR_LIMIT';

/** What changed of a recording. New kinds may be added. */
export type RecordingChangeKind =
  /** One of its files: it is new, or there is news of it. */
  | 'FILE'
  /** Its labels, which it gets later where a repeated call finds its recording that a restore had lost. */
  | 'LABELS'
  /** Its state. */
  | 'STATE'
  /** Its `supersededBy`: a later call with the same idempotency key started another recording. */
  | 'SUPERSEDED';

/** Why a call did not succeed. Codes are stable; new ones may be added. */
export type RecordingErrorCode =
  /** The recording does not take this action as it stands: its start is not confirmed, or it is being stopped. `availableActions` says what it takes. Nothing was sent. */
  | 'ACTION_NOT_AVAILABLE'
  /** The ledger was restored from a backup, and changes that the client saw are not in it any more. `cursor` is the last change that is: read recordings again, and go on with that cursor. */
  | 'EPOCH_CHANGED'
  /** An earlier call with the same idempotency key is still under way. Send the same call again. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** The idempotency key was used for another operation or another input. Nothing was sent. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The input breaks a rule that `message` states. The vendor was not called. */
  | 'INVALID_INPUT'
  /** The server cannot reach its ledger of recordings. Nothing was sent to a vendor, and trying again is safe. */
  | 'LEDGER_UNAVAILABLE'
  /** Nothing was started: the vendor was asked and has no such task, or the start could not be sent in time. Nothing runs; start it again with a new key. */
  | 'NOT_STARTED'
  /** The product, or the site of the vendor that the account belongs to, cannot do this; `message` says what can. Nothing was sent, so the vendor refused nothing. */
  | 'NOT_SUPPORTED'
  /** The call was sent and no usable answer came. A start is being looked up: watch `recording`, or send the same call again with the same idempotency key to get the outcome once it is known. Without a key, do not send it again: a second recording could run. Of any other call this answer is kept under its key: look at the recording, and send what is still wanted with a new key. */
  | 'OUTCOME_UNKNOWN'
  /** The recording has ended, so there is nothing left to control. */
  | 'RECORDING_ENDED'
  /** The ledger has no recording with this id. */
  | 'RECORDING_NOT_FOUND'
  /** The recording was stopped before it had started. Nothing runs. */
  | 'START_CANCELLED'
  /** A task with this key exists, or the task is in a state that forbids the call. */
  | 'VENDOR_CONFLICT'
  /** The vendor tried and failed. */
  | 'VENDOR_FAILED'
  /** The vendor does not accept a parameter. */
  | 'VENDOR_INVALID_PARAMETER'
  /** The room, the session, the id of the recorder or the recordId is already being recorded. Of a start: by another one, which was looked up. */
  | 'VENDOR_IN_USE'
  /** The vendor does not accept our keys, or they may not do this. */
  | 'VENDOR_NOT_AUTHORIZED'
  /** The operator of this server has set no keys for the vendor. */
  | 'VENDOR_NOT_CONFIGURED'
  /** No such room, session, application or task. */
  | 'VENDOR_NOT_FOUND'
  /** The vendor does not offer this action, version or region. */
  | 'VENDOR_NOT_SUPPORTED'
  /** As many recordings as the account may have are running. */
  | 'VENDOR_QUOTA_EXCEEDED'
  /** The vendor refused, with a code that has no finer meaning here. */
  | 'VENDOR_REJECTED'
  /** The recording service is not switched on or not paid for. */
  | 'VENDOR_SERVICE_NOT_ENABLED'
  /** Too many calls per second. Nothing was started. */
  | 'VENDOR_THROTTLED'
  /** The vendor has a fault or no capacity at the moment. */
  | 'VENDOR_UNAVAILABLE'
  /** No connection to the vendor. Nothing was sent, so trying again is safe. */
  | 'VENDOR_UNREACHABLE';

/** How the server knows a state. */
export type RecordingEvidence =
  /** The vendor answered so to a call that changes something, as a start or a stop. */
  | 'ANSWER'
  /** The vendor reported it by itself. */
  | 'CALLBACK'
  /** A client of this server did it. */
  | 'CLIENT'
  /** A time was reached, as stopBy. */
  | 'DEADLINE'
  /** The vendor was asked whether a start without an answer was carried out. */
  | 'LOOKUP'
  /** The vendor was asked how the recording stands. */
  | 'POLL';

/** How far a file of a recording is. */
export type RecordingFileState =
  /** The vendor could not make or store it: `reason` and `reasonCode` say why. */
  | 'FAILED'
  /** It is on the vendor's own machines and was not delivered. The vendor may still deliver it. */
  | 'HELD_BY_VENDOR'
  /** The vendor converts or uploads it. */
  | 'PROCESSING'
  /** It is at its storage. */
  | 'READY'
  /** It is being recorded. */
  | 'RECORDING';

/** Which recordings: those for which everything that is given is true. Null, an empty list and an empty text ask for nothing, as if they were not there. */
export type RecordingFilterInput = {
  /** Recordings of this application of the vendor: SdkAppId, BizId or app key, as text. At most 255 characters. */
  account?: string | null | undefined;
  /** Recordings that were put into the ledger then or later. */
  createdFrom?: string | null | undefined;
  /** Recordings that were put into the ledger before then. */
  createdTo?: string | null | undefined;
  /** Recordings that ended then or later, by endedAt. Those that have not ended are left out. */
  endedFrom?: string | null | undefined;
  /** Recordings that ended before then, by endedAt. Those that have not ended are left out. */
  endedTo?: string | null | undefined;
  /** Recordings with this label. */
  label?: RecordingLabelFilterInput | null | undefined;
  /** Recordings with all of these labels. At most 10. */
  labels?: Array<RecordingLabelFilterInput> | null | undefined;
  /** Recordings of this recorder. */
  product?: RecordingProduct | null | undefined;
  /** Recordings of one of these recorders. At most 5 different ones. */
  products?: Array<RecordingProduct> | null | undefined;
  /** Recordings of this room. At most 255 characters. */
  room?: string | null | undefined;
  /** Recordings in one of these states. At most 12 different ones. */
  states?: Array<RecordingState> | null | undefined;
  /** Recordings whose room, or the name or value of one of whose labels, contains this text as a whole. Upper and lower case are the same in every script, and so are forms of one character (NFKC): full width letters and ligatures. Accents count, and no character stands for others. At most 64 characters. */
  text?: string | null | undefined;
};

/** A label that recordings must have. */
export type RecordingLabelFilterInput = {
  /** Its name. Letters, digits, _, . and -; from 1 to 63. */
  name: string;
  /** Its value. Absent or empty: any. At most 255 characters. */
  value?: string | null | undefined;
};

/** A recorder: which mutation starts a recording, and which vendor runs it. */
export type RecordingProduct =
  /** Game voice rooms, by Tencent GME: gmeStartRecord. */
  | 'GME'
  /** RTC sessions, by RongCloud: rongcloudStartRecord. */
  | 'RONGCLOUD'
  /** Whiteboard classes, by Tencent TIW: tiwStartOnlineRecord. */
  | 'TIW'
  /** Real-time rooms, by Tencent TRTC: trtcCreateCloudRecording. */
  | 'TRTC_ROOM'
  /** Web pages, by Tencent TRTC: trtcStartWebRecord. */
  | 'TRTC_WEB';

/** Where a recording stands; the same for every product. FAILED and ABANDONED are never left. COMPLETE, INCOMPLETE and NOTHING_RECORDED are a verdict on the files: they are left only for one another, if the vendor tells of a file afterwards. */
export type RecordingState =
  /** The vendor stopped letting it be stopped before its end was seen. While `endedAt` is null it may still run and be billed, and somebody has to look. */
  | 'ABANDONED'
  /** It has ended, the vendor says that all its files are there, and every file is READY. RongCloud does not say so: there it means that all files that were heard of are there, and no more came for two minutes. */
  | 'COMPLETE'
  /** Nothing was recorded. `cause` says why. */
  | 'FAILED'
  /** It has ended, and a file failed, was not delivered, is missing or could not be confirmed. `files` and `explanation` say which and why. */
  | 'INCOMPLETE'
  /** It has ended without a file: the vendor has none, as where nobody published. No success. */
  | 'NOTHING_RECORDED'
  /** It is paused, and can be resumed. */
  | 'PAUSED'
  /** It has ended; its files are awaited. */
  | 'PROCESSING'
  /** It records. */
  | 'RECORDING'
  /** It is in the ledger, and nothing has been sent: it waits for its turn. */
  | 'REQUESTED'
  /** The start was sent, or accepted; it has not been seen to record yet. */
  | 'STARTING'
  /** It is to stop, and the vendor has not confirmed the end. It may still be billed. */
  | 'STOPPING'
  /** The start was sent, and whether it was carried out is not known. The server looks that up, as far as the vendor can be asked; `explanation` says what to do. */
  | 'UNKNOWN';

/** How a change stands to the filter of a subscription. It is judged by what was so before and after this very change, also when it is told later. */
export type RecordingTransition =
  /** The recording fulfils the filter before and after this change. */
  | 'CHANGED'
  /** The recording fulfils the filter from this change on: it is new, or came into one of its states. */
  | 'ENTERED'
  /** The recording fulfilled the filter until this change, and does not any more. */
  | 'LEFT';

/** Kind of sound. */
export type RongcloudAudioFormat =
  /** AAC. */
  | 'AAC'
  /** MP3. */
  | 'MP3';

/** Settings of an MCU recording. */
export type RongcloudMcuRecordConfigInput = {
  /** Which files to make. RongCloud publishes no list; 6 is the value of its example. */
  mode?: number | null | undefined;
  /** Size of the picture, which is the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides about others. */
  videoResolution: string;
};

/** How the windows of a mixed recording are arranged. */
export type RongcloudMixLayout =
  /** Equal tiles that share the canvas. */
  | 'ADAPTIVE'
  /** Every window as input.video says. */
  | 'CUSTOM'
  /** One fills the canvas, the others are small windows on it. */
  | 'FLOATING';

/** Which files a SPLIT recording makes. */
export type RongcloudMode =
  /** Everybody mixed, sound only. */
  | 'MIXED_AUDIO'
  /** Everybody mixed, sound and picture. */
  | 'MIXED_AUDIO_AND_VIDEO'
  /** Everybody mixed, picture only. */
  | 'MIXED_VIDEO'
  /** For each user, sound only. */
  | 'PER_USER_AUDIO'
  /** For each user, sound and picture. */
  | 'PER_USER_AUDIO_AND_VIDEO'
  /** For each user, that user's sound and picture mixed into one. */
  | 'PER_USER_MIXED'
  /** For each user, picture only. */
  | 'PER_USER_VIDEO';

/** What RongCloud records, and how. */
export type RongcloudRecordConfigInput = {
  /** Kind of the sound. */
  audioFormat: RongcloudAudioFormat;
  /** Stream of that user, as 111_RongCloudRTC. Does not count in CUSTOM. */
  hostStreamId?: string | null | undefined;
  /** User in the background (FLOATING) or in the first tile (ADAPTIVE). Does not count in CUSTOM. */
  hostUserId?: string | null | undefined;
  /** The windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM. */
  input?: RongcloudRecordInputInput | null | undefined;
  /** Settings of an MCU recording. Required when recordType is MCU, and counts only then. */
  mcuConfig?: RongcloudMcuRecordConfigInput | null | undefined;
  /** Arrangement of the windows. Counts when recordType is SPLIT and mode is mixed. */
  mixLayout: RongcloudMixLayout;
  /** Which files to make. Counts when recordType is SPLIT. */
  mode?: RongcloudMode | null | undefined;
  /** Which streams to record. Vendor's default: SPLIT. */
  recordType?: RongcloudRecordType | null | undefined;
  /** How pictures fill their windows. */
  renderMode: RongcloudRenderMode;
  /** A new file begins after so many minutes: 30, 60, 90 or 120. In minutes. */
  sliceMin: number;
  /** Kind of the video files. */
  videoFormat: RongcloudVideoFormat;
  /** Size of the picture, which is the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides about others. */
  videoResolution?: string | null | undefined;
};

/** The windows of a CUSTOM arrangement. */
export type RongcloudRecordInputInput = {
  /** One entry for each window, at least one. */
  video: Array<RongcloudRecordInputVideoInput>;
};

/** One window of a CUSTOM arrangement, in fractions of the canvas. The origin is the top left corner. */
export type RongcloudRecordInputVideoInput = {
  /** Height, as a fraction of the height of the canvas. From 0 to 1. */
  height: number;
  /** The user's stream, as 111_RongCloudRTC. */
  streamId: string;
  /** User shown in the window. */
  userId: string;
  /** Width, as a fraction of the width of the canvas. From 0 to 1. */
  width: number;
  /** Left edge, as a fraction of the width of the canvas. From 0 to 1. */
  x: number;
  /** Top edge, as a fraction of the height of the canvas. From 0 to 1. */
  y: number;
};

/** Which streams RongCloud records. */
export type RongcloudRecordType =
  /** The stream that the live mixer makes; its layout is the mixer's. Needs RTC live streaming. */
  | 'MCU'
  /** Each user's own stream, apart or mixed as mode says. */
  | 'SPLIT';

/** How a picture fills its window. */
export type RongcloudRenderMode =
  /** Scaled up until the window is full; what sticks out is cut off. */
  | 'FILL'
  /** Scaled to fit; bars may show. */
  | 'FIT';

/** What to record of a running session (RongCloud startRecord). The console must set the trigger of cloud recording to manual. */
export type RongcloudStartRecordInput = {
  /** What to record, and how. */
  config: RongcloudRecordConfigInput;
  /** Only check the input and show in preview what would be sent: nothing is sent, and nothing is put into the ledger. Default: false. */
  dryRun?: boolean | null | undefined;
  /** Your own tag; comes back in every event of the recording. May be empty. The server sends a space, # and 15 letters and digits behind it, by which it knows the recording again. */
  extra: string;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
  /** Labels of your own, by which `recordings` can be filtered. Not sent to the vendor. At most 20 entries with different names; values of at most 255 characters. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Texts of your own that are kept with the recording and given back with it. Not sent to the vendor. At most 50 entries with different names; values of at most 2000 characters; 16000 characters in all, names included. Put no secrets here: they are stored as they are. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Room of the session. Letters, digits, + = - and _; at most 64. Sent as the header Room-Id. */
  roomId: string;
  /** Id of the running session. A new one begins each time the room is created again. Absent: the session that the room has at this moment; the server asks RongCloud for it. */
  sessionId?: string | null | undefined;
  /** When the server stops the recording, if nobody has until then. Must be in the future. Absent: it runs until it is stopped or the vendor ends it. */
  stopBy?: string | null | undefined;
};

/** Kind of a video file. Some pairs of video and audio format play without sound or picture in some players. */
export type RongcloudVideoFormat =
  /** Flash video. */
  | 'FLV'
  /** hls playlist and slices. */
  | 'HLS'
  /** Matroska. */
  | 'MKV'
  /** MPEG-4. */
  | 'MP4';

/** Which recording to stop. */
export type StopRecordingInput = {
  /** The recording: its id, as in Recording.id. */
  id: string | number;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
};

/** Which recordings to stop: exactly one of ids, filter and all. A filter that asks for nothing is refused, so that nobody stops everything by accident: all says that. */
export type StopRecordingsInput = {
  /** true: all recordings that go on and are not to stop yet, the oldest 100 of them. Default: false. */
  all?: boolean | null | undefined;
  /** Recordings that fulfil this, go on, and are not to stop yet: the oldest 100 of them. At least one condition. */
  filter?: RecordingFilterInput | null | undefined;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
  /** These recordings: their ids, as in Recording.id. At most 100 different ones. */
  ids?: Array<string | number> | null | undefined;
};

/** The canvas of a mixed video. */
export type TiwCanvasInput = {
  /** Background colour as #RRGGBB. Vendor's default: #000000. */
  backgroundColor?: string | null | undefined;
  /** Size of the canvas; x, y and zOrder do not count. */
  layoutParams: TiwLayoutParamsInput;
};

/** How the pieces of a paused recording are joined. */
export type TiwConcatInput = {
  /** Join the pieces of one user that pauses leave. */
  enabled: boolean;
  /** Address of the picture shown in the gaps. Absent: black. */
  image?: string | null | undefined;
};

/** A layout of your own for the mixed whiteboard video. */
export type TiwCustomLayoutInput = {
  /** The whole picture. */
  canvas: TiwCanvasInput;
  /** The places on it, at least one. None may reach outside the canvas. */
  inputStreamList: Array<TiwStreamLayoutInput>;
};

/** Extra features of a whiteboard recording. */
export type TiwExtra =
  /** The mixed video that mixStream describes. */
  | 'MIX_STREAM';

/** How a picture fills its place. */
export type TiwFillMode =
  /** The place is filled; what sticks out is cut off. */
  | 'FILL'
  /** The whole picture shows; bars are possible. */
  | 'FIT';

/** Place and size of a picture, in pixels. */
export type TiwLayoutParamsInput = {
  /** Height. From 2 to 3000 pixels. */
  height: number;
  /** Width. From 2 to 3000 pixels. */
  width: number;
  /** Distance from the left edge of the canvas. From 0 to 3000 pixels. Vendor's default: 0. */
  x?: number | null | undefined;
  /** Distance from the top edge of the canvas. From 0 to 3000 pixels. Vendor's default: 0. */
  y?: number | null | undefined;
  /** Layer; a larger number is nearer to the viewer. Vendor's default: 0. */
  zOrder?: number | null | undefined;
};

/** Built-in layout of the mixed whiteboard video. */
export type TiwMixModel =
  /** The whiteboard and a column of four small pictures at its right; canvas 1624 x 1000 pixels. */
  | 'COLUMN'
  /** The whiteboard and a row of four small pictures; canvas 1320 x 1224 pixels. */
  | 'ROW';

/** The mixed video: whiteboard and cameras in one picture. Must be enabled for the account, and `extras` must hold MIX_STREAM. */
export type TiwMixStreamInput = {
  /** A layout of your own; modelId and teacherId then do not count. */
  custom?: TiwCustomLayoutInput | null | undefined;
  /** Leave audio out of the mix. */
  disableAudio?: boolean | null | undefined;
  /** Make a mixed video beside the single ones. */
  enabled: boolean;
  /** Built-in layout. Required when custom is absent. */
  modelId?: TiwMixModel | null | undefined;
  /** User shown in the first small picture of a built-in layout. Counts only together with modelId. */
  teacherId?: string | null | undefined;
};

/** Which streams are recorded, and how. */
export type TiwRecordControlInput = {
  /** Record without sound. streamControls can say otherwise for single streams. Vendor's default: false. */
  disableAudio?: boolean | null | undefined;
  /** Record no stream. streamControls can say otherwise for single streams. Vendor's default: false. */
  disableRecord?: boolean | null | undefined;
  /** Whether this object counts at all. */
  enabled: boolean;
  /** Record the low-resolution picture only; black where a client sends none. streamControls can say otherwise for single streams. Vendor's default: false. */
  pullSmallVideo?: boolean | null | undefined;
  /** Settings of single streams. */
  streamControls?: Array<TiwStreamControlInput> | null | undefined;
};

/** When the videos of a whiteboard recording are made. */
export type TiwRecordMode =
  /** While it is recorded. */
  | 'REALTIME_MODE'
  /** Later, from stored signals, by a video generation task. A closed test: ask the vendor first. */
  | 'VIDEO_GENERATION_MODE';

/** What to record of a whiteboard class (TIW StartOnlineRecord). */
export type TiwStartOnlineRecordInput = {
  /** Also deliver an mp3 file for every stream. */
  audioFileNeeded?: boolean | null | undefined;
  /** Stop after so long with neither media nor whiteboard activity. From 300 to 86400 seconds. Vendor's default: 300. */
  autoStopTimeout?: number | null | undefined;
  /** Chat group whose messages are stored; video generation mode only. Absent: the messages of the whiteboard group that are no whiteboard signals. */
  chatGroupId?: string | null | undefined;
  /** Whether to join the pieces that pauses leave. */
  concat?: TiwConcatInput | null | undefined;
  /** Only check the input and show in preview what would be sent: nothing is sent, and nothing is put into the ledger. Default: false. */
  dryRun?: boolean | null | undefined;
  /**
   * Internal parameter of the vendor.
   * @deprecated The vendor keeps this for itself: leave it out.
   */
  extraData?: string | null | undefined;
  /** Extra features to switch on. */
  extras?: Array<TiwExtra> | null | undefined;
  /**
   * Chat group that carries the whiteboard signals. Absent: the group named as the room. It must exist before the start.
   * @deprecated No longer used at the international site, where roomId names the group. Still counts at the China site.
   */
  groupId?: string | null | undefined;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
  /** Labels of your own, by which `recordings` can be filtered. Not sent to the vendor. At most 20 entries with different names; values of at most 255 characters. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Texts of your own that are kept with the recording and given back with it. Not sent to the vendor. At most 50 entries with different names; values of at most 2000 characters; 16000 characters in all, names included. Put no secrets here: they are stored as they are. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** The mixed video. When given, extras must hold MIX_STREAM. */
  mixStream?: TiwMixStreamInput | null | undefined;
  /** Which streams to record and how. */
  recordControl?: TiwRecordControlInput | null | undefined;
  /** When the videos are made. Vendor's default: REALTIME_MODE. */
  recordMode?: TiwRecordMode | null | undefined;
  /** Id under which the recorder joins: tic_record_user_<roomId>_<random>. Must be unused; every recording in a room needs a new one. At most 60 bytes. Absent: one that belongs to this recording, when the server knows the key of the application. */
  recordUserId?: string | null | undefined;
  /** UserSig made for recordUserId. It must stay valid longer than the recording runs. Refused where it is signed for another user or application, has expired, or ends before stopBy or autoStopTimeout. Absent: made by the server, when it knows the key of the application. */
  recordUserSig?: string | null | undefined;
  /** Region of the vendor that takes the call: ap-singapore at the international site, ap-guangzhou at the China site. Absent: that one. */
  region?: string | null | undefined;
  /** Number of the whiteboard room. Also the default media room and chat group. From 1 to 4294967295. */
  roomId: number;
  /** Application id of the whiteboard application. */
  sdkAppId: number;
  /** When the server stops the recording, if nobody has until then. Must be in the future. Absent: it runs until it is stopped or the vendor ends it. */
  stopBy?: string | null | undefined;
  /** Media room, when it is not roomId. Does not count when trtcRoomIdStr is given. China site only. From 1 to 4294967295. */
  trtcRoomId?: number | null | undefined;
  /** Media room with a text id; wins over trtcRoomId and roomId. China site only. */
  trtcRoomIdStr?: string | null | undefined;
  /** Size and start-up options of the whiteboard video. */
  whiteboard?: TiwWhiteboardInput | null | undefined;
};

/** How one stream is recorded. */
export type TiwStreamControlInput = {
  /** Record it without sound. Vendor's default: false. */
  disableAudio?: boolean | null | undefined;
  /** Leave this stream out. Vendor's default: false. */
  disableRecord?: boolean | null | undefined;
  /** Record its low-resolution picture. Vendor's default: false. */
  pullSmallVideo?: boolean | null | undefined;
  /** The stream, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. A prefix can hit several users. */
  streamId: string;
};

/** One place on the canvas. */
export type TiwStreamLayoutInput = {
  /** Background colour as #RRGGBB. Vendor's default: #000000. */
  backgroundColor?: string | null | undefined;
  /** How the picture fills the place. */
  fillMode?: TiwFillMode | null | undefined;
  /** Who is shown here, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. Empty or absent: a free place for the next stream. */
  inputStreamId?: string | null | undefined;
  /** Where the place lies and how large it is. */
  layoutParams: TiwLayoutParamsInput;
};

/** The whiteboard video. */
export type TiwWhiteboardInput = {
  /** Height of the whiteboard video. At least 2 pixels. Vendor's default: 960. */
  height?: number | null | undefined;
  /** Start-up options of the whiteboard SDK as JSON text, handed on unchanged: {"ratio":"16:9"}. */
  initParam?: string | null | undefined;
  /** Width of the whiteboard video. At least 2 pixels. Vendor's default: 1280. */
  width?: number | null | undefined;
};

/** Encoding of the sound of a mixed recording. All fields are needed. */
export type TrtcAudioParamsInput = {
  /** Bit rate of the sound. From 32000 to 128000 bit/s. */
  bitRate: number;
  /** Channels. */
  channel: TrtcChannel;
  /** Sampling rate. */
  sampleRate: TrtcSampleRate;
};

/** Whether sound and picture of a user go into one file. */
export type TrtcAvMerge =
  /** One file. */
  | 'MERGED'
  /** A file each. */
  | 'SEPARATE';

/** Side of the big window in SCREEN_SHARING. */
export type TrtcBigWindowSide =
  /** At the left. */
  | 'LEFT'
  /** At the right. */
  | 'RIGHT';

/** Whose CDN an address belongs to. */
export type TrtcCdn =
  /** Another CDN. Costs extra. */
  | 'OTHER'
  /** Tencent CDN. */
  | 'TENCENT';

/** Channels of sound. */
export type TrtcChannel =
  /** One channel. */
  | 'MONO'
  /** Two channels. */
  | 'STEREO';

/** A bucket to put files into. */
export type TrtcCloudStorageInput = {
  /** Access key id of the storage account; it needs write access to the bucket. */
  accessKey: string;
  /** Name of the bucket. It must exist. */
  bucket: string;
  /** Host of another S3-compatible storage, as account_id.r2.cloudflarestorage.com. International site only. */
  endpointUrl?: string | null | undefined;
  /** Folders in the bucket: ["a", "b"] puts the files under a/b/<taskId>/. Letters, digits, _ and -. */
  fileNamePrefix?: Array<string> | null | undefined;
  /** Region of the bucket, in the words of its vendor, as ap-singapore. */
  region: string;
  /** Secret of that access key. */
  secretKey: string;
  /** Whose bucket it is. */
  vendor: TrtcStorageVendor;
};

/** Tencent Cloud VOD as the target. */
export type TrtcCloudVodInput = {
  /** Settings of VOD. Absent: its defaults. */
  tencentVod?: TrtcTencentVodInput | null | undefined;
};

/** What to record of a room (TRTC CreateCloudRecording). */
export type TrtcCreateCloudRecordingInput = {
  /** Only check the input and show in preview what would be sent: nothing is sent, and nothing is put into the ledger. Default: false. */
  dryRun?: boolean | null | undefined;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
  /** Labels of your own, by which `recordings` can be filtered. Not sent to the vendor. At most 20 entries with different names; values of at most 255 characters. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Texts of your own that are kept with the recording and given back with it. Not sent to the vendor. At most 50 entries with different names; values of at most 2000 characters; 16000 characters in all, names included. Put no secrets here: they are stored as they are. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Picture of the mixed file; counts when recordMode is MIXED. */
  mixLayoutParams?: TrtcMixLayoutParamsInput | null | undefined;
  /** Encoding of the mixed file; counts when recordMode is MIXED. */
  mixTranscodeParams?: TrtcMixTranscodeParamsInput | null | undefined;
  /** Room permission ticket, made for userId and roomId. Needed when advanced permission control is on for the application. Refused as userSig is, and where it is signed for another room. */
  privateMapKey?: string | null | undefined;
  /** What to record. */
  recordParams: TrtcRecordParamsInput;
  /** Region of the vendor that takes the call: ap-beijing, ap-guangzhou, ap-mumbai, ap-shanghai or ap-singapore at the international site; ap-beijing, ap-guangzhou or ap-shanghai at the China site. Absent: the one that the server is set to. Stay with one region for all calls on a recording. */
  region?: string | null | undefined;
  /** For how long the task id can be used. The recording goes on after that, but can no longer be read, changed or stopped: choose it longer than the longest recording. From 6 to 720 hours. Vendor's default: 72. */
  resourceExpiredHour?: number | null | undefined;
  /** Room to record, always as text. roomIdType says what kind of id it is. */
  roomId: string;
  /** Kind of room id. The wrong kind records an empty room. Vendor's default: NUMBER. */
  roomIdType?: TrtcRoomIdType | null | undefined;
  /** Application id of the room. */
  sdkAppId: number;
  /** When the server stops the recording, if nobody has until then. Must be in the future. Absent: it runs until it is stopped or the vendor ends it. */
  stopBy?: string | null | undefined;
  /** Where the files go. Exactly one of its two targets. */
  storageParams: TrtcStorageParamsInput;
  /** Id under which the recorder joins. Must differ from everybody in the room and from other recorders there: a second recorder of this id breaks the first one off. Absent: one that belongs to this recording, when the server knows the key of the application. */
  userId?: string | null | undefined;
  /** UserSig made for userId. It must stay valid longer than the recording runs. Refused where it is signed for another user or application, has expired, or ends before stopBy or maxIdleTime. Absent: made by the server with privateMapKey, when it knows the key of the application. */
  userSig?: string | null | undefined;
};

/** The mobile device that a page is shown on. Giving this object switches the emulation on. */
export type TrtcEmulateMobileParamsInput = {
  /** Device. */
  mobileDeviceType?: TrtcMobileDevice | null | undefined;
  /** How it is held. */
  screenOrientation?: TrtcScreenOrientation | null | undefined;
};

/** What shows while a video stream sends nothing. */
export type TrtcFillType =
  /** Black. */
  | 'BLACK'
  /** The last picture. */
  | 'LAST_PICTURE';

/** Which stream of a user a window shows. TrtcRecordMedia numbers streams differently. */
export type TrtcLayoutMedia =
  /** Camera and microphone. */
  | 'MAIN'
  /** The second stream, as a shared screen. */
  | 'SECOND';

/** How the pictures of a mixed recording are arranged. */
export type TrtcLayoutMode =
  /** As mixLayoutList says. */
  | 'CUSTOM'
  /** One big picture, small ones over it. */
  | 'FLOATING'
  /** Equal pictures in a grid of 1, 2, 4, 9, 16 or 25. */
  | 'GRID'
  /** A big picture at one side, the others in columns. */
  | 'SCREEN_SHARING';

/** A window of a CUSTOM arrangement. */
export type TrtcMixLayoutInput = {
  /** Transparency: 0 is opaque, 255 invisible. From 0 to 255. Vendor's default: 0. */
  alpha?: number | null | undefined;
  /** Height; top + height must lie within the canvas. From 0 to 1920 pixels. */
  height: number;
  /** Layer; a smaller number is further back. Vendor's default: 0. */
  imageLayer?: number | null | undefined;
  /** Distance from the left edge of the canvas. From 0 to 1920 pixels. */
  left: number;
  /** Which stream of the user. Vendor's default: MAIN. */
  mediaId?: TrtcLayoutMedia | null | undefined;
  /** How the picture is fitted. Vendor's default: CROP. */
  renderMode?: TrtcRenderMode | null | undefined;
  /** Placeholder picture of this window: jpg, jpeg or png, at most 2K resolution and 5 MB. */
  subBackgroundImage?: string | null | undefined;
  /** Distance from the top edge of the canvas. From 0 to 1920 pixels. */
  top: number;
  /** User shown here. Absent: users in the order they enter. */
  userId?: string | null | undefined;
  /** Width; left + width must lie within the canvas. From 0 to 1920 pixels. */
  width: number;
};

/** The picture of a mixed recording. */
export type TrtcMixLayoutParamsInput = {
  /** Colour of the canvas as #RRGGBB. Vendor's default: #000000. */
  backGroundColor?: string | null | undefined;
  /** How the picture behind the canvas is fitted. */
  backgroundImageRenderMode?: TrtcRenderMode | null | undefined;
  /** Picture behind the canvas: jpg, jpeg or png, at most 2K resolution and 5 MB. */
  backgroundImageUrl?: string | null | undefined;
  /** Placeholder picture of windows without one of their own: jpg, jpeg or png, at most 2K resolution and 5 MB. */
  defaultSubBackgroundImage?: string | null | undefined;
  /** Side of the big window in SCREEN_SHARING. Vendor's default: LEFT. */
  maxResolutionUserAlign?: TrtcBigWindowSide | null | undefined;
  /** User in the big window of FLOATING and SCREEN_SHARING. Absent: the first who publishes (FLOATING), or the background (SCREEN_SHARING). */
  maxResolutionUserId?: string | null | undefined;
  /** Stream of the user in the big window. Vendor's default: MAIN. */
  mediaId?: TrtcLayoutMedia | null | undefined;
  /** The windows of a CUSTOM arrangement, inside the canvas. Required, with at least one entry, when mixLayoutMode is CUSTOM. At most 25 entries. */
  mixLayoutList?: Array<TrtcMixLayoutInput> | null | undefined;
  /** Arrangement. */
  mixLayoutMode: TrtcLayoutMode;
  /** Whether preset users who do not publish get a placeholder picture. Vendor's default: OFF. */
  placeHolderMode?: TrtcPlaceHolderMode | null | undefined;
  /** Give users with sound only no window. FLOATING, SCREEN_SHARING and GRID. Vendor's default: false. */
  pureAudioDisableLayout?: boolean | null | undefined;
  /** How pictures are fitted in FLOATING, SCREEN_SHARING and GRID. */
  renderMode?: TrtcRenderMode | null | undefined;
  /** Watermarks. At most 25 entries. */
  waterMarkList?: Array<TrtcWaterMarkInput> | null | undefined;
};

/** Encoding of a mixed recording. */
export type TrtcMixTranscodeParamsInput = {
  /** Sound: all its fields, or leave the object out for 48000 Hz, stereo, 64000 bit/s. */
  audioParams?: TrtcAudioParamsInput | null | undefined;
  /** Picture: all its fields, or leave the object out for 360 x 640 pixels, 15 per second, 550000 bit/s, a key frame every 10 s. */
  videoParams?: TrtcVideoParamsInput | null | undefined;
};

/** Mobile device a page is shown on. */
export type TrtcMobileDevice =
  /** A phone. */
  | 'PHONE'
  /** A tablet. */
  | 'TABLET';

/** Kinds of files that go to a bucket. */
export type TrtcOutputFormat =
  /** aac. */
  | 'AAC'
  /** hls. */
  | 'HLS'
  /** hls and aac. */
  | 'HLS_AND_AAC'
  /** hls and mp4. The bucket key needs read access too. */
  | 'HLS_AND_MP4'
  /** mp4. */
  | 'MP4';

/** Whether placeholder pictures show. */
export type TrtcPlaceHolderMode =
  /** No placeholders. */
  | 'OFF'
  /** A placeholder for every preset user who does not publish. */
  | 'ON';

/** An address the picture is pushed to. */
export type TrtcPublishCdnParamInput = {
  /** Whose CDN the address belongs to. Absent: TENCENT. Other CDNs cost extra. */
  isTencentCdn?: TrtcCdn | null | undefined;
  /** Target address, rtmp only. Its query, or without one its last part, is a secret. */
  publishCdnUrl: string;
};

/** Which streams of a user are recorded. TrtcLayoutMedia numbers streams differently. */
export type TrtcRecordMedia =
  /** Camera and microphone. */
  | 'MAIN'
  /** Both. */
  | 'MAIN_AND_SECOND'
  /** The second stream, as a shared screen. */
  | 'SECOND';

/** Which files a room recording makes. */
export type TrtcRecordMode =
  /** Everybody mixed into one. */
  | 'MIXED'
  /** Every user's streams apart. */
  | 'SINGLE';

/** What a room recording takes. */
export type TrtcRecordParamsInput = {
  /** SINGLE only: whether sound and picture of a user go into one file. MIXED always does that. Vendor's default: SEPARATE. */
  avMerge?: TrtcAvMerge | null | undefined;
  /** What shows while a video stream sends nothing. */
  fillType?: TrtcFillType | null | undefined;
  /** Stop after so long without anybody who publishes. The wait is billed as audio. From 5 to 86400 seconds. Vendor's default: 30. */
  maxIdleTime?: number | null | undefined;
  /** Cut mp4 and aac files after so long; they are also cut at 2 GB. No effect on hls. From 1 to 1440 minutes. Vendor's default: 1440. */
  maxMediaFileDuration?: number | null | undefined;
  /** Which streams of a user to take. Vendor's default: MAIN_AND_SECOND. */
  mediaId?: TrtcRecordMedia | null | undefined;
  /** Kinds of files in a bucket. Has no effect for VOD, where mediaType says it. Vendor's default: HLS. */
  outputFormat?: TrtcOutputFormat | null | undefined;
  /** Which files to make. */
  recordMode: TrtcRecordMode;
  /** What to take of each stream. Absent: AUDIO_AND_VIDEO. */
  streamType?: TrtcStreamType | null | undefined;
  /** Whether to take the robot that publishes a mixed stream back. Vendor's default: NO. */
  subscribeAbility?: TrtcSubscribeAbility | null | undefined;
  /** Whose streams to take. Absent: everybody. */
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput | null | undefined;
};

/** How a picture is fitted into its window. */
export type TrtcRenderMode =
  /** Cut to shape, then filled. */
  | 'CROP'
  /** As CROP, but cuts at most 20 % of width or height. */
  | 'CROP_LITTLE'
  /** Shape kept; the background shows at the sides. */
  | 'FIT'
  /** Stretched to fill; may distort. */
  | 'STRETCH';

/** Kind of a room id. Room "123" as text and room 123 as a number are two rooms. */
export type TrtcRoomIdType =
  /** A number from 1 to 4294967294, written as text. */
  | 'NUMBER'
  /** Text: at most 64 bytes. */
  | 'STRING';

/** Sampling rate of sound. */
export type TrtcSampleRate =
  /** 16000 Hz. */
  | 'HZ_16000'
  /** 44100 Hz. */
  | 'HZ_44100'
  /** 48000 Hz. */
  | 'HZ_48000';

/** How the device is held. */
export type TrtcScreenOrientation =
  /** Sideways. */
  | 'LANDSCAPE'
  /** Upright. */
  | 'PORTRAIT';

/** Which web page to record (TRTC StartWebRecord). */
export type TrtcStartWebRecordInput = {
  /** Only check the input and show in preview what would be sent: nothing is sent, and nothing is put into the ledger. Default: false. */
  dryRun?: boolean | null | undefined;
  /** Show the page as on a mobile device. Absent: as on a desktop. */
  emulateMobileParams?: TrtcEmulateMobileParamsInput | null | undefined;
  /** A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same. */
  idempotencyKey?: string | null | undefined;
  /** Labels of your own, by which `recordings` can be filtered. Not sent to the vendor. At most 20 entries with different names; values of at most 255 characters. */
  labels?: Array<NameValueInput> | null | undefined;
  /** The recording stops by itself after so long. Values up to 36000 are accepted by old and new versions of the vendor. From 1800 to 86400 seconds. Default: 36000, for that of the vendor is disputed and decides how long a forgotten recording bills. */
  maxDurationLimit?: number | null | undefined;
  /** Texts of your own that are kept with the recording and given back with it. Not sent to the vendor. At most 50 entries with different names; values of at most 2000 characters; 16000 characters in all, names included. Put no secrets here: they are stored as they are. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Also push the picture to these addresses. At most 10 entries. */
  publishCdnParams?: Array<TrtcPublishCdnParamInput> | null | undefined;
  /** Longest wait for the page to report that it is ready. 0: no wait, and the page need not report. From 0 to 60 seconds. Vendor's default: 0. */
  readyTimeout?: number | null | undefined;
  /** Key of your own against double starts: a second start with the same key is refused (VENDOR_CONFLICT). After any other failure use a new key. At most 31 bytes. Absent: one that belongs to this recording. */
  recordId?: string | null | undefined;
  /** Address of the page to record. It must play by itself, need no login, not redirect and use no WebGL. */
  recordUrl: string;
  /** Region of the vendor that takes the call: ap-singapore at the international site; ap-beijing, ap-guangzhou or ap-shanghai at the China site. Absent: the one that the server is set to. */
  region?: string | null | undefined;
  /** Application id. */
  sdkAppId: number;
  /** When the server stops the recording, if nobody has until then. Must be in the future. Absent: it runs until it is stopped or the vendor ends it. */
  stopBy?: string | null | undefined;
  /** Where the files go: COS or VOD, no third party. */
  storageParams: TrtcStorageParamsInput;
  /** Picture size and file kind. */
  webRecordVideoParams?: TrtcWebRecordVideoParamsInput | null | undefined;
};

/** Where the files go: exactly one of a named place, a bucket and VOD. */
export type TrtcStorageParamsInput =
  {   /** A bucket of COS, or of S3 for room recording. Exactly one of profile, cloudStorage and cloudVod. The operator can switch credentials in requests off. */
  cloudStorage: TrtcCloudStorageInput; cloudVod?: never; profile?: never; }
  |  { cloudStorage?: never;   /** Tencent Cloud VOD. Exactly one of profile, cloudStorage and cloudVod. */
  cloudVod: TrtcCloudVodInput; profile?: never; }
  |  { cloudStorage?: never; cloudVod?: never;   /** Name of a place that the operator of this server has set up, so that no credentials are needed here. Exactly one of profile, cloudStorage and cloudVod. */
  profile: string; };

/** Where a bucket lies. */
export type TrtcStorageVendor =
  /** Tencent Cloud COS. */
  | 'COS'
  /** AWS S3. Room recording only. */
  | 'S3';

/** What is taken of a stream. */
export type TrtcStreamType =
  /** Sound only. */
  | 'AUDIO'
  /** Sound and picture. */
  | 'AUDIO_AND_VIDEO'
  /** Picture only. */
  | 'VIDEO';

/** Whether the robot that publishes a mixed stream back into the room is recorded too. */
export type TrtcSubscribeAbility =
  /** It is left out. */
  | 'NO'
  /** It is recorded. Use an allow list with it, or voices are doubled. */
  | 'YES';

/** Whose streams are recorded: for sound and for picture an allow list or a deny list, never both. An empty list beside the other counts as absent. */
export type TrtcSubscribeStreamUserIdsInput = {
  /** Take the sound of these users only. An entry like "abc.*$" matches by prefix. Not together with unSubscribeAudioUserIds. At most 32 entries. */
  subscribeAudioUserIds?: Array<string> | null | undefined;
  /** Take the picture of these users only. Prefixes as above. Not together with unSubscribeVideoUserIds. At most 32 entries. */
  subscribeVideoUserIds?: Array<string> | null | undefined;
  /** Take the sound of everybody but these. Not together with subscribeAudioUserIds. At most 32 entries. */
  unSubscribeAudioUserIds?: Array<string> | null | undefined;
  /** Take the picture of everybody but these. Not together with subscribeVideoUserIds. At most 32 entries. */
  unSubscribeVideoUserIds?: Array<string> | null | undefined;
};

/** How files are kept in Tencent Cloud VOD. */
export type TrtcTencentVodInput = {
  /** VOD category. Vendor's default: 0. */
  classId?: number | null | undefined;
  /** How long VOD keeps the files, in seconds; 86400 is one day, 0 is for ever. Vendor's default: 0. */
  expireTime?: number | null | undefined;
  /** Kinds of files. Vendor's default: MP4. */
  mediaType?: TrtcVodMediaType | null | undefined;
  /** Name of a VOD task flow to run after the upload. */
  procedure?: string | null | undefined;
  /** Text that comes back in the event of the task flow. */
  sessionContext?: string | null | undefined;
  /** Text that comes back in the event of the upload. */
  sourceContext?: string | null | undefined;
  /** Storage region of VOD; for special needs only. */
  storageRegion?: string | null | undefined;
  /** VOD sub-application, an ordinary one: managed ones do not play through VOD domains. */
  subAppId?: number | null | undefined;
  /** Prefix of the file names; letters, digits, _ and -. At most 64 bytes. */
  userDefineRecordId?: string | null | undefined;
};

/** Encoding of the picture of a mixed recording. All fields are needed. */
export type TrtcVideoParamsInput = {
  /** Bit rate of the picture. From 64000 to 8192000 bit/s. */
  bitRate: number;
  /** Pictures per second. From 1 to 60. */
  fps: number;
  /** Time between key frames. In seconds. */
  gop: number;
  /** Height. At most 1920 pixels. */
  height: number;
  /** Width. width x height must not exceed 1920 x 1080. At most 1920 pixels. */
  width: number;
};

/** Kinds of files that go to VOD. */
export type TrtcVodMediaType =
  /** aac. With streamType AUDIO only. */
  | 'AAC'
  /** hls. */
  | 'HLS'
  /** hls and aac. With streamType AUDIO only. */
  | 'HLS_AND_AAC'
  /** hls and mp4. */
  | 'HLS_AND_MP4'
  /** mp4. */
  | 'MP4';

/** A text as watermark. */
export type TrtcWaterMarkCharInput = {
  /** Colour behind the text. Absent or empty: transparent. */
  backGroundColor?: string | null | undefined;
  /** The text. */
  chars: string;
  /** Font. China site only. Vendor's default: TENCENT. */
  font?: TrtcWaterMarkFont | null | undefined;
  /** Colour of the letters. Vendor's default: white. */
  fontColor?: string | null | undefined;
  /** Size of the letters. In pixels. Vendor's default: 14. */
  fontSize?: number | null | undefined;
  /** Height. In pixels. */
  height: number;
  /** Distance from the left edge of the canvas. In pixels. */
  left: number;
  /** Distance from the top edge of the canvas. In pixels. */
  top: number;
  /** Width. In pixels. */
  width: number;
};

/** Font of a watermark. */
export type TrtcWaterMarkFont =
  /** Source Han Sans. */
  | 'SOURCE_HAN_SANS'
  /** The default font. */
  | 'TENCENT';

/** A picture as watermark. */
export type TrtcWaterMarkImageInput = {
  /** Height; top + height must lie within the canvas. From 0 to 2560 pixels. */
  height: number;
  /** Distance from the left edge of the canvas. From 0 to 2560 pixels. */
  left: number;
  /** Distance from the top edge of the canvas. From 0 to 2560 pixels. */
  top: number;
  /** Address of the picture: jpg, jpeg or png, at most 5 MB. */
  waterMarkUrl: string;
  /** Width; left + width must lie within the canvas. From 0 to 2560 pixels. */
  width: number;
};

/** A watermark of one kind. */
export type TrtcWaterMarkInput = {
  /** The text. Required when waterMarkType is TEXT. */
  waterMarkChar?: TrtcWaterMarkCharInput | null | undefined;
  /** The picture. Required when waterMarkType is IMAGE or absent. */
  waterMarkImage?: TrtcWaterMarkImageInput | null | undefined;
  /** The time. Required when waterMarkType is TIMESTAMP. */
  waterMarkTimestamp?: TrtcWaterMarkTimestampInput | null | undefined;
  /** Kind. Vendor's default: IMAGE. */
  waterMarkType?: TrtcWaterMarkType | null | undefined;
};

/** Where the time is shown. */
export type TrtcWaterMarkPosition =
  /** Bottom left. */
  | 'BOTTOM_LEFT'
  /** Bottom, in the middle. */
  | 'BOTTOM_MIDDLE'
  /** Bottom right. */
  | 'BOTTOM_RIGHT'
  /** In the centre. */
  | 'CENTER'
  /** Top left. */
  | 'TOP_LEFT'
  /** Top, in the middle. */
  | 'TOP_MIDDLE'
  /** Top right. */
  | 'TOP_RIGHT';

/** The time as watermark. */
export type TrtcWaterMarkTimestampInput = {
  /** Font. China site only. Vendor's default: TENCENT. */
  font?: TrtcWaterMarkFont | null | undefined;
  /** Place. */
  pos: TrtcWaterMarkPosition;
  /** Time zone as hours east of UTC; zones west of it cannot be told. Vendor's default: 8. */
  timeZone?: number | null | undefined;
};

/** Kind of a watermark. */
export type TrtcWaterMarkType =
  /** A picture: waterMarkImage. */
  | 'IMAGE'
  /** A text: waterMarkChar. */
  | 'TEXT'
  /** The time: waterMarkTimestamp. */
  | 'TIMESTAMP';

/** File kind of a web page recording in a bucket. */
export type TrtcWebFormat =
  /** hls playlist and slices. */
  | 'HLS'
  /** mp4 files. */
  | 'MP4';

/** Picture and files of a web page recording. */
export type TrtcWebRecordVideoParamsInput = {
  /** File kind in a bucket. Has no effect for VOD, where mediaType says it. */
  format?: TrtcWebFormat | null | undefined;
  /** Height of the picture. From 0 to 1080 pixels. Vendor's default: 720. */
  height?: number | null | undefined;
  /** Cut files after so long; they are also cut at 2 GB. No effect on hls. From 1 to 1440 minutes. Vendor's default: 1440. */
  maxMediaFileDuration?: number | null | undefined;
  /** Width of the picture. From 0 to 1920 pixels. Vendor's default: 1280. */
  width?: number | null | undefined;
};

export type CallbackCountsQueryVariables = Exact<{ [key: string]: never; }>;


export type CallbackCountsQuery = { callbackCounts: Array<{ source: string, type: string | null, state: CallbackState, count: number }> };

export type GmeStartRecordMutationVariables = Exact<{
  input: GmeStartRecordInput;
}>;


export type GmeStartRecordMutation = { gmeStartRecord: { taskId: string | null, requestId: string | null, recording: { id: string, state: RecordingState, room: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type RecordingChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RecordingChangedSubscription = { recordingChanged: { cursor: string, seq: string, at: string, kind: RecordingChangeKind, transition: RecordingTransition | null, from: RecordingState | null, to: RecordingState, cause: RecordingCause | null, evidence: RecordingEvidence, fileName: string | null, recording: { id: string, product: RecordingProduct, room: string | null, explanation: string } } };

export type RecordingQueryVariables = Exact<{
  id: string | number;
}>;


export type RecordingQuery = { recording: { id: string, product: RecordingProduct, room: string | null, state: RecordingState, explanation: string, startedAt: string | null, endedAt: string | null, availableActions: Array<RecordingCapability>, filesComplete: boolean, files: { nodes: Array<{ name: string, state: RecordingFileState, userId: string | null, track: string | null, format: string | null, sizeBytes: string | null, beginsAt: string | null, endsAt: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, manifest: { json: string, signature: string } | null } | null };

export type RecordingsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: RecordingFilterInput | null | undefined;
}>;


export type RecordingsQuery = { recordings: { nodes: Array<{ id: string, product: RecordingProduct, room: string | null, state: RecordingState, explanation: string, createdAt: string, endedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RongcloudStartRecordMutationVariables = Exact<{
  input: RongcloudStartRecordInput;
}>;


export type RongcloudStartRecordMutation = { rongcloudStartRecord: { recordId: string | null, recording: { id: string, state: RecordingState, room: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type StopRecordingMutationVariables = Exact<{
  input: StopRecordingInput;
}>;


export type StopRecordingMutation = { stopRecording: { recording: { id: string, product: RecordingProduct, state: RecordingState, explanation: string } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type StopRecordingsMutationVariables = Exact<{
  input: StopRecordingsInput;
}>;


export type StopRecordingsMutation = { stopRecordings: { hasMore: boolean | null, results: Array<{ id: string, recording: { state: RecordingState, availableActions: Array<RecordingCapability> } | null, errors: Array<{ code: RecordingErrorCode, message: string }> }> | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null }> } };

export type TiwStartOnlineRecordMutationVariables = Exact<{
  input: TiwStartOnlineRecordInput;
}>;


export type TiwStartOnlineRecordMutation = { tiwStartOnlineRecord: { taskId: string | null, requestId: string | null, recording: { id: string, state: RecordingState, room: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type TrtcCreateCloudRecordingMutationVariables = Exact<{
  input: TrtcCreateCloudRecordingInput;
}>;


export type TrtcCreateCloudRecordingMutation = { trtcCreateCloudRecording: { taskId: string | null, requestId: string | null, recording: { id: string, state: RecordingState, room: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type TrtcStartWebRecordMutationVariables = Exact<{
  input: TrtcStartWebRecordInput;
}>;


export type TrtcStartWebRecordMutation = { trtcStartWebRecord: { taskId: string | null, requestId: string | null, recording: { id: string, state: RecordingState, vendorKey: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };


export const CallbackCountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallbackCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callbackCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<CallbackCountsQuery, CallbackCountsQueryVariables>;
export const GmeStartRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GmeStartRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GmeStartRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gmeStartRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<GmeStartRecordMutation, GmeStartRecordMutationVariables>;
export const RecordingChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RecordingChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordingChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"transition"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}}]}}]}}]} as unknown as DocumentNode<RecordingChangedSubscription, RecordingChangedSubscriptionVariables>;
export const RecordingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recording"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recording"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"track"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"beginsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"filesComplete"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"json"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}}]}}]}}]}}]} as unknown as DocumentNode<RecordingQuery, RecordingQueryVariables>;
export const RecordingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recordings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordingFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RecordingsQuery, RecordingsQueryVariables>;
export const RongcloudStartRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RongcloudStartRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RongcloudStartRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rongcloudStartRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<RongcloudStartRecordMutation, RongcloudStartRecordMutationVariables>;
export const StopRecordingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopRecording"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StopRecordingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopRecording"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<StopRecordingMutation, StopRecordingMutationVariables>;
export const StopRecordingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopRecordings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StopRecordingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopRecordings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hasMore"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<StopRecordingsMutation, StopRecordingsMutationVariables>;
export const TiwStartOnlineRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TiwStartOnlineRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TiwStartOnlineRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tiwStartOnlineRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<TiwStartOnlineRecordMutation, TiwStartOnlineRecordMutationVariables>;
export const TrtcCreateCloudRecordingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TrtcCreateCloudRecording"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TrtcCreateCloudRecordingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trtcCreateCloudRecording"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<TrtcCreateCloudRecordingMutation, TrtcCreateCloudRecordingMutationVariables>;
export const TrtcStartWebRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TrtcStartWebRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TrtcStartWebRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trtcStartWebRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"vendorKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<TrtcStartWebRecordMutation, TrtcStartWebRecordMutationVariables>;