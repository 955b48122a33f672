/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What the server did with a callback. */
export type CallbackState =
  /** Applied to the recording. */
  | 'APPLIED'
  /** The body is unsigned, and the vendor did not confirm the content or could not be asked in time. */
  | 'DOUBTED'
  /** Stored without effect: it changes no recording, or its type is unknown. */
  | 'KEPT'
  /** No recording was found within ten minutes. */
  | 'UNMATCHED'
  /** The type is known, but the body cannot be read. The recording cannot become COMPLETE. */
  | 'UNREAD'
  /** Waiting to be applied, or for its recording to become known. */
  | 'WAITING';

/** Files that a GME recording makes. Events of the vendor number these modes differently. */
export type GmeRecordMode =
  /** One mixed file. */
  | 'MIXED'
  /** One file per user. */
  | 'SINGLE'
  /** One file per user and one mixed file. */
  | 'SINGLE_AND_MIXED';

/** The voice room to record, and how (GME StartRecord). */
export type GmeStartRecordInput = {
  /** Application id in the GME console. */
  bizId: number;
  /** true: only checks the input and returns preview. Sends and stores nothing. Default: false. */
  dryRun?: boolean | null | undefined;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
  /** Labels for filters, not sent to the vendor. At most 20; see docs/recordings.md. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Data kept with the recording, in clear: no secrets. At most 50; see docs/recordings.md. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Files to make. */
  recordMode: GmeRecordMode;
  /** Room id, always as text, even if numeric. The room must exist. */
  roomId: string;
  /** Time at which the server stops the recording. Must be in the future. Absent: none. */
  stopBy?: string | null | undefined;
  /** Users whose voices are recorded. Absent: all users. */
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput | null | undefined;
};

/** Users whose voices are recorded: an allow list or a deny list, not both. An empty list counts as absent if the other list is given. */
export type GmeSubscribeRecordUserIdsInput = {
  /** Record only these users. At most 20 entries. Must be absent if unSubscribeUserIds is given. */
  subscribeUserIds?: Array<string> | null | undefined;
  /** Record all users except these. At most 20 entries. Must be absent if subscribeUserIds is given. */
  unSubscribeUserIds?: Array<string> | null | undefined;
};

/** A named text of your own. */
export type NameValueInput = {
  /** Name. From 1 to 63 letters, digits, _, . and -. */
  name: string;
  /** Text. May be empty. The list states the maximum length. */
  value: string;
};

/** An action on a recording, by a mutation that is the same for every product. */
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

/** Reason for the state of a recording. New causes may be added. */
export type RecordingCause =
  /** No answer to the start was received, or the vendor answered that a recording already runs, possibly this one. See `explanation`. */
  | 'ANSWER_LOST'
  /** The recording was stopped before its start was confirmed. */
  | 'CANCELLED'
  /** A client of this server requested it. */
  | 'CLIENT'
  /** The server stopped the recording just before the vendor would have refused further control. */
  | 'CONTROL_ENDS'
  /** The vendor stopped accepting control before an end was seen. */
  | 'CONTROL_LOST'
  /** The vendor did not report all files in time, and the reason for the end is unknown. See `filesOverdueAt`. */
  | 'FILES_OVERDUE'
  /** The vendor no longer knows the recording. It has ended; the reason is unknown. */
  | 'GONE'
  /** The vendor ended the recording because the room was idle. */
  | 'IDLE'
  /** Nothing was started. The start could not be repeated, because its credentials are lost or unreadable. */
  | 'NOT_REPEATED'
  /** The start waited too long for its turn and was given up. Nothing was sent to the vendor. */
  | 'NOT_SENT'
  /** The vendor was asked and has no such task. */
  | 'NOT_STARTED'
  /** The vendor refused the start, or the start could not be sent: see errors. */
  | 'REFUSED'
  /** The room or the session ended, or the recorder was removed from it. */
  | 'ROOM_ENDED'
  /** Another program with the same keys, or the vendor's console, stopped the recording. */
  | 'STOPPED_ELSEWHERE'
  /** The time stopBy was reached. */
  | 'STOP_BY'
  /** The vendor ended the recording after a fault. */
  | 'VENDOR_FAULT'
  /** The vendor ended the recording at its maximum length or after its maximum pause. */
  | 'VENDOR_LIMIT';

/** Kind of a change. New kinds may be added. */
export type RecordingChangeKind =
  /** A file is new or changed. */
  | 'FILE'
  /** The labels were recovered: a repeated start found a recording that a restored backup did not contain. */
  | 'LABELS'
  /** The state changed. */
  | 'STATE'
  /** supersededBy was set: a later call with the same idempotency key started another recording. */
  | 'SUPERSEDED';

/** Why a call failed. Codes are stable; new codes may be added. See docs/errors.md. */
export type RecordingErrorCode =
  /** The recording cannot take this action now: its start is unconfirmed, or it is being stopped. See availableActions. Nothing was sent. */
  | 'ACTION_NOT_AVAILABLE'
  /** The database was restored from a backup that lacks changes the client has seen. Read recordings again, then continue from `cursor`. */
  | 'EPOCH_CHANGED'
  /** An earlier call with the same idempotency key is still running. Send the same call again. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** The idempotency key was used for another operation or input. Nothing was sent. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The input breaks a rule, stated in `message`. The vendor was not called. */
  | 'INVALID_INPUT'
  /** The server cannot reach its database. Nothing was sent to a vendor; a retry is safe. */
  | 'LEDGER_UNAVAILABLE'
  /** Nothing was started: the vendor has no such task, or the start could not be sent in time. Retry with a new idempotency key. */
  | 'NOT_STARTED'
  /** The product, or the vendor site of the account, does not support this; `message` names an alternative. Nothing was sent. */
  | 'NOT_SUPPORTED'
  /** The call was sent, but no usable answer arrived. Start: watch `recording`, or repeat the call with the same idempotency key; without a key do not repeat it, as a second recording could run. Other calls: the key permanently stores this error; read the recording and retry with a new key. */
  | 'OUTCOME_UNKNOWN'
  /** The recording has ended and can no longer be controlled. */
  | 'RECORDING_ENDED'
  /** No recording has this id. */
  | 'RECORDING_NOT_FOUND'
  /** The recording was stopped before it started. Nothing runs. */
  | 'START_CANCELLED'
  /** A task with this key exists, or the state of the task forbids the call. */
  | 'VENDOR_CONFLICT'
  /** The vendor accepted the call and failed to carry it out. */
  | 'VENDOR_FAILED'
  /** The vendor does not accept a parameter. */
  | 'VENDOR_INVALID_PARAMETER'
  /** Another recording already uses the room, the session, the recorder's user id or the recordId. For a start, the server has checked that it is a different recording. */
  | 'VENDOR_IN_USE'
  /** The vendor rejected the server's keys, or the keys lack a permission. */
  | 'VENDOR_NOT_AUTHORIZED'
  /** The server has no keys for the vendor. */
  | 'VENDOR_NOT_CONFIGURED'
  /** The vendor knows no such room, session, application or task. */
  | 'VENDOR_NOT_FOUND'
  /** The vendor does not offer this action, version or region. */
  | 'VENDOR_NOT_SUPPORTED'
  /** The account already runs as many recordings as it may. */
  | 'VENDOR_QUOTA_EXCEEDED'
  /** The vendor refused the call with a code that no other value covers. */
  | 'VENDOR_REJECTED'
  /** The recording service is not switched on or not paid for. */
  | 'VENDOR_SERVICE_NOT_ENABLED'
  /** Too many calls per second. Nothing was started. */
  | 'VENDOR_THROTTLED'
  /** The vendor is faulty or has no capacity at the moment. */
  | 'VENDOR_UNAVAILABLE'
  /** The server could not connect to the vendor. Nothing was sent; a retry is safe. */
  | 'VENDOR_UNREACHABLE';

/** How the server knows a state. */
export type RecordingEvidence =
  /** The vendor's answer to a start, a stop or another change. */
  | 'ANSWER'
  /** A callback of the vendor. */
  | 'CALLBACK'
  /** A client of this server caused it. */
  | 'CLIENT'
  /** A time was reached, such as stopBy. */
  | 'DEADLINE'
  /** The vendor's answer to the question whether an unconfirmed start was carried out. */
  | 'LOOKUP'
  /** The vendor's answer to a poll. */
  | 'POLL';

/** State of a file. */
export type RecordingFileState =
  /** Not created or not stored: see `reason` and `reasonCode`. */
  | 'FAILED'
  /** Kept by the vendor and not delivered. The vendor may deliver it later. */
  | 'HELD_BY_VENDOR'
  /** Being converted or uploaded by the vendor. */
  | 'PROCESSING'
  /** Available in the storage. */
  | 'READY'
  /** Being recorded. */
  | 'RECORDING';

/** Selects recordings that meet all given conditions. Null, an empty list and an empty text are no condition. */
export type RecordingFilterInput = {
  /** Recordings of this vendor application: SdkAppId, BizId or app key, as text. At most 255 characters. */
  account?: string | null | undefined;
  /** Recordings created at this time or later. */
  createdFrom?: string | null | undefined;
  /** Recordings created before this time. */
  createdTo?: string | null | undefined;
  /** Recordings that ended at this time or later (endedAt). Excludes recordings that have not ended. */
  endedFrom?: string | null | undefined;
  /** Recordings that ended before this time (endedAt). Excludes recordings that have not ended. */
  endedTo?: string | null | undefined;
  /** Recordings with this label. */
  label?: RecordingLabelFilterInput | null | undefined;
  /** Recordings with all of these labels. At most 10. */
  labels?: Array<RecordingLabelFilterInput> | null | undefined;
  /** Recordings of this product. */
  product?: RecordingProduct | null | undefined;
  /** Recordings of these products. At most 5, all different. */
  products?: Array<RecordingProduct> | null | undefined;
  /** Recordings of this room. At most 255 characters. */
  room?: string | null | undefined;
  /** Recordings in these states. At most 12, all different. */
  states?: Array<RecordingState> | null | undefined;
  /** Recordings whose room, label name or label value contains this text. At most 64 characters. Ignores case and Unicode compatibility forms (NFKC), not accents. There are no wildcards. */
  text?: string | null | undefined;
};

/** A label that a recording must have. */
export type RecordingLabelFilterInput = {
  /** Name of the label. From 1 to 63 letters, digits, _, . and -. */
  name: string;
  /** Value of the label. At most 255 characters. Absent or empty: any value. */
  value?: string | null | undefined;
};

/** A vendor's recording service, with the mutation that starts a recording. */
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

/** State of a recording, the same for every product. FAILED and ABANDONED are final; COMPLETE, INCOMPLETE and NOTHING_RECORDED can only change into each other. See docs/life-cycle.md. */
export type RecordingState =
  /** The vendor no longer accepts a stop, and no end was seen. While `endedAt` is null, the recording may still run and be billed: check with the vendor. */
  | 'ABANDONED'
  /** Ended, and every file is READY. The vendor confirmed that no file is missing; for RONGCLOUD, which cannot, no new file arrived for two minutes. */
  | 'COMPLETE'
  /** Nothing was recorded. `cause` gives the reason. */
  | 'FAILED'
  /** Ended, and at least one file failed, was not delivered, is missing or could not be confirmed. See `files` and `explanation`. */
  | 'INCOMPLETE'
  /** Ended without a file, for example because no user published. Not a success. */
  | 'NOTHING_RECORDED'
  /** Paused; can be resumed. */
  | 'PAUSED'
  /** Ended; waiting for the files. */
  | 'PROCESSING'
  /** The vendor is recording. */
  | 'RECORDING'
  /** Stored, not sent to the vendor yet. */
  | 'REQUESTED'
  /** The start was sent. The vendor has not reported that it records. */
  | 'STARTING'
  /** A stop is requested; the vendor has not confirmed the end. May still be billed. */
  | 'STOPPING'
  /** The start was sent, and its outcome is unknown. The server keeps checking if the vendor allows it; `explanation` states what to do. */
  | 'UNKNOWN';

/** Effect of a change on a filter. Based on the recording directly before and after the change, even if sent later. */
export type RecordingTransition =
  /** The recording meets the filter before and after this change. */
  | 'CHANGED'
  /** The recording meets the filter since this change. */
  | 'ENTERED'
  /** The recording no longer meets the filter since this change. */
  | 'LEFT';

/** Audio format. */
export type RongcloudAudioFormat =
  /** AAC. */
  | 'AAC'
  /** MP3. */
  | 'MP3';

/** Settings of an MCU recording. */
export type RongcloudMcuRecordConfigInput = {
  /** Files to make. RongCloud publishes no list of values; its example uses 6. */
  mode?: number | null | undefined;
  /** Size of the picture, and the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides on others. */
  videoResolution: string;
};

/** Arrangement of the windows of a mixed recording. */
export type RongcloudMixLayout =
  /** Equal tiles share the canvas. */
  | 'ADAPTIVE'
  /** Each window as input.video describes it. */
  | 'CUSTOM'
  /** One window fills the canvas; the others are small windows on top. */
  | 'FLOATING';

/** Files that a SPLIT recording makes. */
export type RongcloudMode =
  /** All users mixed: audio only. */
  | 'MIXED_AUDIO'
  /** All users mixed: audio and video. */
  | 'MIXED_AUDIO_AND_VIDEO'
  /** All users mixed: video only. */
  | 'MIXED_VIDEO'
  /** Per user: audio only. */
  | 'PER_USER_AUDIO'
  /** Per user: audio and video. */
  | 'PER_USER_AUDIO_AND_VIDEO'
  /** Per user: audio and video mixed into one file. */
  | 'PER_USER_MIXED'
  /** Per user: video only. */
  | 'PER_USER_VIDEO';

/** Streams that RongCloud records, with formats and layout. */
export type RongcloudRecordConfigInput = {
  /** Audio format. */
  audioFormat: RongcloudAudioFormat;
  /** Stream id of hostUserId, such as 111_RongCloudRTC. Ignored for CUSTOM. */
  hostStreamId?: string | null | undefined;
  /** User in the background (FLOATING) or in the first tile (ADAPTIVE). Ignored for CUSTOM. */
  hostUserId?: string | null | undefined;
  /** Windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM. */
  input?: RongcloudRecordInputInput | null | undefined;
  /** Settings of an MCU recording. Required when recordType is MCU, otherwise ignored. */
  mcuConfig?: RongcloudMcuRecordConfigInput | null | undefined;
  /** Arrangement of the windows. Used when recordType is SPLIT and mode is mixed. */
  mixLayout: RongcloudMixLayout;
  /** Files to make. Used when recordType is SPLIT. */
  mode?: RongcloudMode | null | undefined;
  /** Source of the recorded streams. Vendor's default: SPLIT. */
  recordType?: RongcloudRecordType | null | undefined;
  /** How pictures fill their windows. */
  renderMode: RongcloudRenderMode;
  /** Length of a file; then the next file begins. In minutes: 30, 60, 90 or 120. */
  sliceMin: number;
  /** Format of the video files. */
  videoFormat: RongcloudVideoFormat;
  /** Size of the picture, and the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides on others. */
  videoResolution?: string | null | undefined;
};

/** Windows of a CUSTOM arrangement. */
export type RongcloudRecordInputInput = {
  /** The windows, one entry each. At least one. */
  video: Array<RongcloudRecordInputVideoInput>;
};

/** A window of a CUSTOM arrangement, in fractions of the canvas. The origin is the top left corner. */
export type RongcloudRecordInputVideoInput = {
  /** Height, as a fraction of the canvas height. From 0 to 1. */
  height: number;
  /** Stream id of the user, such as 111_RongCloudRTC. */
  streamId: string;
  /** User shown in the window. */
  userId: string;
  /** Width, as a fraction of the canvas width. From 0 to 1. */
  width: number;
  /** Left edge, as a fraction of the canvas width. From 0 to 1. */
  x: number;
  /** Top edge, as a fraction of the canvas height. From 0 to 1. */
  y: number;
};

/** Source of the recorded streams. */
export type RongcloudRecordType =
  /** The stream of the live mixer, with the layout of the mixer. Needs RTC live streaming. */
  | 'MCU'
  /** Each user's own stream, separate or mixed according to mode. */
  | 'SPLIT';

/** How a picture fills its window. */
export type RongcloudRenderMode =
  /** Scaled up to fill the window; the overhang is cut off. */
  | 'FILL'
  /** Scaled to fit; bars may show. */
  | 'FIT';

/** The running session to record (RongCloud startRecord). In the RongCloud console, cloud recording must be triggered manually. */
export type RongcloudStartRecordInput = {
  /** What to record, and how. */
  config: RongcloudRecordConfigInput;
  /** true: only checks the input and returns preview. Sends and stores nothing. Default: false. */
  dryRun?: boolean | null | undefined;
  /** Your own tag, returned in every callback of the recording. May be empty. The server appends a space, # and 15 letters and digits, to recognise the recording. */
  extra: string;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
  /** Labels for filters, not sent to the vendor. At most 20; see docs/recordings.md. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Data kept with the recording, in clear: no secrets. At most 50; see docs/recordings.md. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Room of the session. At most 64 letters, digits, +, =, - and _. Sent as the header Room-Id. */
  roomId: string;
  /** Id of the running session; changes each time the room is created. Absent: the server asks RongCloud for the current session of the room. */
  sessionId?: string | null | undefined;
  /** Time at which the server stops the recording. Must be in the future. Absent: none. */
  stopBy?: string | null | undefined;
};

/** Format of a video file. With some pairs of video and audio formats, some players show no picture or play no sound. */
export type RongcloudVideoFormat =
  /** Flash video. */
  | 'FLV'
  /** HLS playlist and segments. */
  | 'HLS'
  /** Matroska. */
  | 'MKV'
  /** MPEG-4. */
  | 'MP4';

/** Identifies the recording to stop. */
export type StopRecordingInput = {
  /** Recording.id. */
  id: string | number;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
};

/** Selects the recordings to stop. Exactly one of ids, filter and all. A filter without a condition is refused; use all. */
export type StopRecordingsInput = {
  /** true: all running recordings that are not being stopped, the oldest 100. Default: false. */
  all?: boolean | null | undefined;
  /** Running recordings that meet this filter and are not being stopped: the oldest 100. Needs at least one condition. */
  filter?: RecordingFilterInput | null | undefined;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
  /** Recording.id of each recording. At most 100, all different. */
  ids?: Array<string | number> | null | undefined;
};

/** The canvas of a mixed video. */
export type TiwCanvasInput = {
  /** Background colour as #RRGGBB. Vendor's default: #000000. */
  backgroundColor?: string | null | undefined;
  /** Size of the canvas; x, y and zOrder are ignored. */
  layoutParams: TiwLayoutParamsInput;
};

/** How the pieces of a paused recording are joined. */
export type TiwConcatInput = {
  /** Whether to join the pieces of each user's video that pauses leave. */
  enabled: boolean;
  /** Address of the picture shown in the gaps. Absent: black. */
  image?: string | null | undefined;
};

/** A custom layout of the mixed whiteboard video. */
export type TiwCustomLayoutInput = {
  /** The canvas. */
  canvas: TiwCanvasInput;
  /** Places on the canvas. At least one; none may reach outside the canvas. */
  inputStreamList: Array<TiwStreamLayoutInput>;
};

/** Extra features of a whiteboard recording. */
export type TiwExtra =
  /** The mixed video described by mixStream. */
  | 'MIX_STREAM';

/** How a picture fills its place. */
export type TiwFillMode =
  /** Scaled up to fill the place; the overhang is cut off. */
  | 'FILL'
  /** Scaled to fit; bars may show. */
  | 'FIT';

/** Position and size of a picture. In pixels. */
export type TiwLayoutParamsInput = {
  /** Height. From 2 to 3000 pixels. */
  height: number;
  /** Width. From 2 to 3000 pixels. */
  width: number;
  /** Distance from the left edge of the canvas. From 0 to 3000 pixels. Vendor's default: 0. */
  x?: number | null | undefined;
  /** Distance from the top edge of the canvas. From 0 to 3000 pixels. Vendor's default: 0. */
  y?: number | null | undefined;
  /** Layer. Larger numbers are nearer to the viewer. Vendor's default: 0. */
  zOrder?: number | null | undefined;
};

/** Built-in layout of the mixed whiteboard video. */
export type TiwMixModel =
  /** The whiteboard and, to the right, a column of four small pictures. Canvas 1624 x 1000 pixels. */
  | 'COLUMN'
  /** The whiteboard and a row of four small pictures. Canvas 1320 x 1224 pixels. */
  | 'ROW';

/** The mixed video: whiteboard and cameras in one picture. Must be enabled for the account, and extras must contain MIX_STREAM. */
export type TiwMixStreamInput = {
  /** A custom layout; modelId and teacherId are then ignored. */
  custom?: TiwCustomLayoutInput | null | undefined;
  /** Whether to leave audio out of the mix. */
  disableAudio?: boolean | null | undefined;
  /** Whether to make a mixed video in addition to the videos of single streams. */
  enabled: boolean;
  /** Built-in layout. Required when custom is absent. */
  modelId?: TiwMixModel | null | undefined;
  /** User shown in the first small picture of a built-in layout. Used only with modelId. */
  teacherId?: string | null | undefined;
};

/** Which streams are recorded, and how. */
export type TiwRecordControlInput = {
  /** Whether to record without audio. streamControls can override this for single streams. Vendor's default: false. */
  disableAudio?: boolean | null | undefined;
  /** Whether to record no stream. streamControls can override this for single streams. Vendor's default: false. */
  disableRecord?: boolean | null | undefined;
  /** Whether the settings in this object apply. */
  enabled: boolean;
  /** Whether to record the low-resolution picture; black if a client sends none. streamControls can override this for single streams. Vendor's default: false. */
  pullSmallVideo?: boolean | null | undefined;
  /** Settings of single streams. */
  streamControls?: Array<TiwStreamControlInput> | null | undefined;
};

/** Time at which the videos of a whiteboard recording are made. */
export type TiwRecordMode =
  /** During the recording. */
  | 'REALTIME_MODE'
  /** Later, from stored signals, by a video generation task. In closed testing: ask the vendor first. */
  | 'VIDEO_GENERATION_MODE';

/** The whiteboard class to record, and how (TIW StartOnlineRecord). */
export type TiwStartOnlineRecordInput = {
  /** Whether to also make an mp3 file for every stream. */
  audioFileNeeded?: boolean | null | undefined;
  /** Idle time, without media and whiteboard activity, after which the recording stops. From 300 to 86400 seconds. Vendor's default: 300. */
  autoStopTimeout?: number | null | undefined;
  /** Chat group whose messages are stored. Only in video generation mode. Absent: the messages of the whiteboard group that are not whiteboard signals. */
  chatGroupId?: string | null | undefined;
  /** How the pieces that pauses leave are joined. */
  concat?: TiwConcatInput | null | undefined;
  /** true: only checks the input and returns preview. Sends and stores nothing. Default: false. */
  dryRun?: boolean | null | undefined;
  /**
   * Internal parameter of the vendor.
   * @deprecated Internal to the vendor. Leave it out.
   */
  extraData?: string | null | undefined;
  /** Extra features to switch on. */
  extras?: Array<TiwExtra> | null | undefined;
  /**
   * Chat group that carries the whiteboard signals. Must exist before the start. Absent: the group named like the room.
   * @deprecated Unused at the international site, where roomId names the group. Still used at the China site.
   */
  groupId?: string | null | undefined;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
  /** Labels for filters, not sent to the vendor. At most 20; see docs/recordings.md. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Data kept with the recording, in clear: no secrets. At most 50; see docs/recordings.md. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** The mixed video. If given, extras must contain MIX_STREAM. */
  mixStream?: TiwMixStreamInput | null | undefined;
  /** Which streams to record, and how. */
  recordControl?: TiwRecordControlInput | null | undefined;
  /** Time at which the videos are made. Vendor's default: REALTIME_MODE. */
  recordMode?: TiwRecordMode | null | undefined;
  /** User id under which the recorder joins: tic_record_user_<roomId>_<random>. At most 60 bytes. Must be new for every recording of a room. Absent: generated, if the server has the application's key. */
  recordUserId?: string | null | undefined;
  /** UserSig for recordUserId, valid for longer than the recording runs. Refused if signed for another user or application, expired, or ending before stopBy or autoStopTimeout. Absent: generated, if the server has the application's key. */
  recordUserSig?: string | null | undefined;
  /** Vendor region. Default: ap-singapore (international site) or ap-guangzhou (China site). */
  region?: string | null | undefined;
  /** Number of the whiteboard room, and default for the media room and the chat group. From 1 to 4294967295. */
  roomId: number;
  /** SdkAppId of the whiteboard application. */
  sdkAppId: number;
  /** Time at which the server stops the recording. Must be in the future. Absent: none. */
  stopBy?: string | null | undefined;
  /** Media room, if it is not roomId. From 1 to 4294967295. Ignored if trtcRoomIdStr is given. China site only. */
  trtcRoomId?: number | null | undefined;
  /** Media room with a text id; takes precedence over trtcRoomId and roomId. China site only. */
  trtcRoomIdStr?: string | null | undefined;
  /** Size and start-up options of the whiteboard video. */
  whiteboard?: TiwWhiteboardInput | null | undefined;
};

/** Recording settings of one stream. */
export type TiwStreamControlInput = {
  /** Whether to leave out its audio. Vendor's default: false. */
  disableAudio?: boolean | null | undefined;
  /** Whether to leave the stream out. Vendor's default: false. */
  disableRecord?: boolean | null | undefined;
  /** Whether to record its low-resolution picture. Vendor's default: false. */
  pullSmallVideo?: boolean | null | undefined;
  /** The stream, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. A prefix can hit several users. */
  streamId: string;
};

/** A place on the canvas. */
export type TiwStreamLayoutInput = {
  /** Background colour as #RRGGBB. Vendor's default: #000000. */
  backgroundColor?: string | null | undefined;
  /** How the picture fills the place. */
  fillMode?: TiwFillMode | null | undefined;
  /** Stream shown in the place, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. Empty or absent: the place is free for the next stream. */
  inputStreamId?: string | null | undefined;
  /** Position and size of the place. */
  layoutParams: TiwLayoutParamsInput;
};

/** The whiteboard video. */
export type TiwWhiteboardInput = {
  /** Height. At least 2 pixels. Vendor's default: 960. */
  height?: number | null | undefined;
  /** Start-up options of the whiteboard SDK, as JSON text, passed on unchanged: {"ratio":"16:9"}. */
  initParam?: string | null | undefined;
  /** Width. At least 2 pixels. Vendor's default: 1280. */
  width?: number | null | undefined;
};

/** Audio encoding of a mixed recording. All fields are required. */
export type TrtcAudioParamsInput = {
  /** Audio bit rate. From 32000 to 128000 bit/s. */
  bitRate: number;
  /** Channels. */
  channel: TrtcChannel;
  /** Sampling rate. */
  sampleRate: TrtcSampleRate;
};

/** Whether audio and video of a user share one file. */
export type TrtcAvMerge =
  /** One file. */
  | 'MERGED'
  /** Separate files. */
  | 'SEPARATE';

/** Side of the big window in SCREEN_SHARING. */
export type TrtcBigWindowSide =
  /** Left. */
  | 'LEFT'
  /** Right. */
  | 'RIGHT';

/** Provider of a CDN address. */
export type TrtcCdn =
  /** Another CDN. Costs extra. */
  | 'OTHER'
  /** Tencent CDN. */
  | 'TENCENT';

/** Audio channels. */
export type TrtcChannel =
  /** One channel. */
  | 'MONO'
  /** Two channels. */
  | 'STEREO';

/** A bucket for the files. */
export type TrtcCloudStorageInput = {
  /** Access key id of the storage account. Needs write access to the bucket. */
  accessKey: string;
  /** Name of the bucket. It must exist. */
  bucket: string;
  /** Host of another S3-compatible storage, such as account_id.r2.cloudflarestorage.com. International site only. */
  endpointUrl?: string | null | undefined;
  /** Folders in the bucket, of letters, digits, _ and -. ["a", "b"] stores the files under a/b/<taskId>/. */
  fileNamePrefix?: Array<string> | null | undefined;
  /** Region of the bucket, as its provider names it, such as ap-singapore. */
  region: string;
  /** Secret of the access key. */
  secretKey: string;
  /** Provider of the bucket. */
  vendor: TrtcStorageVendor;
};

/** Tencent Cloud VOD as storage. */
export type TrtcCloudVodInput = {
  /** Settings of VOD. Absent: its defaults. */
  tencentVod?: TrtcTencentVodInput | null | undefined;
};

/** The room to record, and how (TRTC CreateCloudRecording). */
export type TrtcCreateCloudRecordingInput = {
  /** true: only checks the input and returns preview. Sends and stores nothing. Default: false. */
  dryRun?: boolean | null | undefined;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
  /** Labels for filters, not sent to the vendor. At most 20; see docs/recordings.md. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Data kept with the recording, in clear: no secrets. At most 50; see docs/recordings.md. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Picture of the mixed file. Used when recordMode is MIXED. */
  mixLayoutParams?: TrtcMixLayoutParamsInput | null | undefined;
  /** Encoding of the mixed file. Used when recordMode is MIXED. */
  mixTranscodeParams?: TrtcMixTranscodeParamsInput | null | undefined;
  /** Permission ticket for userId and roomId. Required if advanced permission control is on for the application. Refused like userSig, and if signed for another room. */
  privateMapKey?: string | null | undefined;
  /** What to record. */
  recordParams: TrtcRecordParamsInput;
  /** Vendor region. International site: ap-beijing, ap-guangzhou, ap-mumbai, ap-shanghai or ap-singapore; China site: ap-beijing, ap-guangzhou or ap-shanghai. All calls on a recording need the same region. Default: the server's region. */
  region?: string | null | undefined;
  /** Time for which the task id can be used. From 6 to 720 hours. The recording goes on after that, but can no longer be read, changed or stopped: choose more than its longest length. Vendor's default: 72. */
  resourceExpiredHour?: number | null | undefined;
  /** Room id, always as text; roomIdType states its type. */
  roomId: string;
  /** Type of the room id. The wrong kind records an empty room. Vendor's default: NUMBER. */
  roomIdType?: TrtcRoomIdType | null | undefined;
  /** SdkAppId of the room's application. */
  sdkAppId: number;
  /** Time at which the server stops the recording. Must be in the future. Absent: none. */
  stopBy?: string | null | undefined;
  /** Storage of the files. */
  storageParams: TrtcStorageParamsInput;
  /** User id under which the recorder joins. Must differ from all users and recorders in the room: a second recorder with the same id disconnects the first. Absent: generated, if the server has the application's key. */
  userId?: string | null | undefined;
  /** UserSig for userId, valid for longer than the recording runs. Refused if signed for another user or application, expired, or ending before stopBy or maxIdleTime. Absent: generated with privateMapKey, if the server has the application's key. */
  userSig?: string | null | undefined;
};

/** The mobile device that shows the page. If this object is given, the page is shown as on a mobile device. */
export type TrtcEmulateMobileParamsInput = {
  /** Kind of device. */
  mobileDeviceType?: TrtcMobileDevice | null | undefined;
  /** Orientation of the device. */
  screenOrientation?: TrtcScreenOrientation | null | undefined;
};

/** Picture while a video stream sends nothing. */
export type TrtcFillType =
  /** Black. */
  | 'BLACK'
  /** The last picture. */
  | 'LAST_PICTURE';

/** Stream of a user that a window shows. TrtcRecordMedia numbers streams differently. */
export type TrtcLayoutMedia =
  /** Camera and microphone. */
  | 'MAIN'
  /** Second stream, such as a shared screen. */
  | 'SECOND';

/** Arrangement of the pictures of a mixed recording. */
export type TrtcLayoutMode =
  /** Windows as described by mixLayoutList. */
  | 'CUSTOM'
  /** One big picture with small pictures on top. */
  | 'FLOATING'
  /** Equal pictures in a grid of 1, 2, 4, 9, 16 or 25. */
  | 'GRID'
  /** One big picture on one side, the others in columns. */
  | 'SCREEN_SHARING';

/** A window of a CUSTOM arrangement. */
export type TrtcMixLayoutInput = {
  /** Transparency. From 0 (opaque) to 255 (invisible). Vendor's default: 0. */
  alpha?: number | null | undefined;
  /** Height. From 0 to 1920 pixels. top + height must lie within the canvas. */
  height: number;
  /** Layer. Smaller numbers are further back. Vendor's default: 0. */
  imageLayer?: number | null | undefined;
  /** Distance from the left edge of the canvas. From 0 to 1920 pixels. */
  left: number;
  /** Stream of the user. Vendor's default: MAIN. */
  mediaId?: TrtcLayoutMedia | null | undefined;
  /** How the picture fits the window. Vendor's default: CROP. */
  renderMode?: TrtcRenderMode | null | undefined;
  /** Address of the placeholder picture of the window: jpg, jpeg or png, at most 2K resolution and 5 MB. */
  subBackgroundImage?: string | null | undefined;
  /** Distance from the top edge of the canvas. From 0 to 1920 pixels. */
  top: number;
  /** User shown in the window. Absent: users in the order in which they join. */
  userId?: string | null | undefined;
  /** Width. From 0 to 1920 pixels. left + width must lie within the canvas. */
  width: number;
};

/** The picture of a mixed recording. */
export type TrtcMixLayoutParamsInput = {
  /** Background colour of the canvas as #RRGGBB. Vendor's default: #000000. */
  backGroundColor?: string | null | undefined;
  /** How the background picture fits the canvas. */
  backgroundImageRenderMode?: TrtcRenderMode | null | undefined;
  /** Address of the background picture of the canvas: jpg, jpeg or png, at most 2K resolution and 5 MB. */
  backgroundImageUrl?: string | null | undefined;
  /** Address of the placeholder picture of windows without their own: jpg, jpeg or png, at most 2K resolution and 5 MB. */
  defaultSubBackgroundImage?: string | null | undefined;
  /** Side of the big window in SCREEN_SHARING. Vendor's default: LEFT. */
  maxResolutionUserAlign?: TrtcBigWindowSide | null | undefined;
  /** User in the big window of FLOATING and SCREEN_SHARING. Absent: the first user who publishes (FLOATING), or the background (SCREEN_SHARING). */
  maxResolutionUserId?: string | null | undefined;
  /** Stream of the user in the big window. Vendor's default: MAIN. */
  mediaId?: TrtcLayoutMedia | null | undefined;
  /** Windows of a CUSTOM arrangement, inside the canvas. At most 25 entries. At least one is required when mixLayoutMode is CUSTOM. */
  mixLayoutList?: Array<TrtcMixLayoutInput> | null | undefined;
  /** Arrangement of the pictures. */
  mixLayoutMode: TrtcLayoutMode;
  /** Whether preset users who do not publish get a placeholder picture. Vendor's default: OFF. */
  placeHolderMode?: TrtcPlaceHolderMode | null | undefined;
  /** Whether users with audio only get no window in FLOATING, SCREEN_SHARING and GRID. Vendor's default: false. */
  pureAudioDisableLayout?: boolean | null | undefined;
  /** How pictures fit their windows in FLOATING, SCREEN_SHARING and GRID. */
  renderMode?: TrtcRenderMode | null | undefined;
  /** Watermarks. At most 25 entries. */
  waterMarkList?: Array<TrtcWaterMarkInput> | null | undefined;
};

/** Encoding of a mixed recording. */
export type TrtcMixTranscodeParamsInput = {
  /** Audio encoding. Absent: 48000 Hz, stereo, 64000 bit/s. */
  audioParams?: TrtcAudioParamsInput | null | undefined;
  /** Video encoding. Absent: 360 x 640 pixels, 15 frames per second, 550000 bit/s, a key frame every 10 s. */
  videoParams?: TrtcVideoParamsInput | null | undefined;
};

/** Mobile device that shows a page. */
export type TrtcMobileDevice =
  /** A phone. */
  | 'PHONE'
  /** A tablet. */
  | 'TABLET';

/** Formats of the files in a bucket. */
export type TrtcOutputFormat =
  /** aac. */
  | 'AAC'
  /** HLS. */
  | 'HLS'
  /** HLS and aac. */
  | 'HLS_AND_AAC'
  /** HLS and mp4. The bucket key also needs read access. */
  | 'HLS_AND_MP4'
  /** mp4. */
  | 'MP4';

/** Whether placeholder pictures are shown. */
export type TrtcPlaceHolderMode =
  /** No placeholders. */
  | 'OFF'
  /** A placeholder for every preset user who does not publish. */
  | 'ON';

/** An address to which the picture is streamed. */
export type TrtcPublishCdnParamInput = {
  /** Provider of the address. Absent: TENCENT. Other CDNs cost extra. */
  isTencentCdn?: TrtcCdn | null | undefined;
  /** Target address, rtmp only. Its query, or its last part if there is no query, is a secret. */
  publishCdnUrl: string;
};

/** Streams of a user that are recorded. TrtcLayoutMedia numbers streams differently. */
export type TrtcRecordMedia =
  /** Camera and microphone. */
  | 'MAIN'
  /** Both streams. */
  | 'MAIN_AND_SECOND'
  /** Second stream, such as a shared screen. */
  | 'SECOND';

/** Files that a room recording makes. */
export type TrtcRecordMode =
  /** All users mixed into one. */
  | 'MIXED'
  /** Each user's streams separately. */
  | 'SINGLE';

/** What a room recording records. */
export type TrtcRecordParamsInput = {
  /** Whether audio and video of a user share one file. Only for SINGLE; MIXED always merges them. Vendor's default: SEPARATE. */
  avMerge?: TrtcAvMerge | null | undefined;
  /** Picture while a video stream sends nothing. */
  fillType?: TrtcFillType | null | undefined;
  /** Time without any publishing user after which the recording stops; billed as audio. From 5 to 86400 seconds. Vendor's default: 30. */
  maxIdleTime?: number | null | undefined;
  /** Maximum length of an mp4 or aac file; files are also cut at 2 GB. From 1 to 1440 minutes. No effect on HLS. Vendor's default: 1440. */
  maxMediaFileDuration?: number | null | undefined;
  /** Streams of a user to record. Vendor's default: MAIN_AND_SECOND. */
  mediaId?: TrtcRecordMedia | null | undefined;
  /** Formats of the files in a bucket. Has no effect for VOD, which uses mediaType. Vendor's default: HLS. */
  outputFormat?: TrtcOutputFormat | null | undefined;
  /** Files to make. */
  recordMode: TrtcRecordMode;
  /** Part of each stream to record. Absent: AUDIO_AND_VIDEO. */
  streamType?: TrtcStreamType | null | undefined;
  /** Whether to record the robot that publishes a mixed stream back. Vendor's default: NO. */
  subscribeAbility?: TrtcSubscribeAbility | null | undefined;
  /** Users whose streams are recorded. Absent: all users. */
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput | null | undefined;
};

/** How a picture fits its window. */
export type TrtcRenderMode =
  /** Cropped to the shape of the window, then scaled to fill. */
  | 'CROP'
  /** Like CROP, but cuts at most 20 % of the width or height. */
  | 'CROP_LITTLE'
  /** Scaled to fit; the background shows at the sides. */
  | 'FIT'
  /** Stretched to fill; may distort. */
  | 'STRETCH';

/** Type of a room id. Room "123" as text and room 123 as a number are two rooms. */
export type TrtcRoomIdType =
  /** A number from 1 to 4294967294, written as text. */
  | 'NUMBER'
  /** Text of at most 64 bytes. */
  | 'STRING';

/** Audio sampling rate. */
export type TrtcSampleRate =
  /** 16000 Hz. */
  | 'HZ_16000'
  /** 44100 Hz. */
  | 'HZ_44100'
  /** 48000 Hz. */
  | 'HZ_48000';

/** Orientation of the device. */
export type TrtcScreenOrientation =
  /** Sideways. */
  | 'LANDSCAPE'
  /** Upright. */
  | 'PORTRAIT';

/** The web page to record, and how (TRTC StartWebRecord). */
export type TrtcStartWebRecordInput = {
  /** true: only checks the input and returns preview. Sends and stores nothing. Default: false. */
  dryRun?: boolean | null | undefined;
  /** The mobile device that shows the page. Absent: a desktop. */
  emulateMobileParams?: TrtcEmulateMobileParamsInput | null | undefined;
  /** Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md. */
  idempotencyKey?: string | null | undefined;
  /** Labels for filters, not sent to the vendor. At most 20; see docs/recordings.md. */
  labels?: Array<NameValueInput> | null | undefined;
  /** Length after which the recording stops. From 1800 to 86400 seconds; all vendor versions accept up to 36000. Default: 36000, because the vendor's own default is disputed and decides how long a forgotten recording is billed. */
  maxDurationLimit?: number | null | undefined;
  /** Data kept with the recording, in clear: no secrets. At most 50; see docs/recordings.md. */
  metadata?: Array<NameValueInput> | null | undefined;
  /** Addresses to which the picture is also streamed. At most 10 entries. */
  publishCdnParams?: Array<TrtcPublishCdnParamInput> | null | undefined;
  /** Maximum wait for the page to report that it is ready. From 0 to 60 seconds; 0: no wait, and no report needed. Vendor's default: 0. */
  readyTimeout?: number | null | undefined;
  /** Your own key against duplicate starts: a second start with the same key fails with VENDOR_CONFLICT. At most 31 bytes. After any other failure use a new key. Absent: generated. */
  recordId?: string | null | undefined;
  /** Address of the page. The page must play by itself, need no login, not redirect and not use WebGL. */
  recordUrl: string;
  /** Vendor region. International site: ap-singapore; China site: ap-beijing, ap-guangzhou or ap-shanghai. Default: the server's region. */
  region?: string | null | undefined;
  /** SdkAppId of the application. */
  sdkAppId: number;
  /** Time at which the server stops the recording. Must be in the future. Absent: none. */
  stopBy?: string | null | undefined;
  /** Storage of the files: COS or VOD, not S3. */
  storageParams: TrtcStorageParamsInput;
  /** Size of the picture and format of the files. */
  webRecordVideoParams?: TrtcWebRecordVideoParamsInput | null | undefined;
};

/** Storage of the files. Exactly one of profile, cloudStorage and cloudVod. */
export type TrtcStorageParamsInput =
  {   /** A bucket of COS, or for room recording also of S3. Must be absent if profile or cloudVod is given. The operator can forbid credentials in requests. */
  cloudStorage: TrtcCloudStorageInput; cloudVod?: never; profile?: never; }
  |  { cloudStorage?: never;   /** Tencent Cloud VOD. Must be absent if profile or cloudStorage is given. */
  cloudVod: TrtcCloudVodInput; profile?: never; }
  |  { cloudStorage?: never; cloudVod?: never;   /** Name of a storage profile set up by the operator of this server; needs no credentials here. Must be absent if cloudStorage or cloudVod is given. */
  profile: string; };

/** Provider of a bucket. */
export type TrtcStorageVendor =
  /** Tencent Cloud COS. */
  | 'COS'
  /** AWS S3. Room recording only. */
  | 'S3';

/** Part of a stream that is recorded. */
export type TrtcStreamType =
  /** Audio only. */
  | 'AUDIO'
  /** Audio and video. */
  | 'AUDIO_AND_VIDEO'
  /** Video only. */
  | 'VIDEO';

/** Whether to record the robot that publishes a mixed stream back into the room. */
export type TrtcSubscribeAbility =
  /** Not recorded. */
  | 'NO'
  /** Recorded. Combine it with an allow list, or voices are doubled. */
  | 'YES';

/** Users whose streams are recorded: one allow list or deny list for audio, and one for video. An empty list counts as absent if the other list is given. */
export type TrtcSubscribeStreamUserIdsInput = {
  /** Record audio of only these users. At most 32 entries. An entry like "abc.*$" matches by prefix. Must be absent if unSubscribeAudioUserIds is given. */
  subscribeAudioUserIds?: Array<string> | null | undefined;
  /** Record video of only these users. At most 32 entries. An entry like "abc.*$" matches by prefix. Must be absent if unSubscribeVideoUserIds is given. */
  subscribeVideoUserIds?: Array<string> | null | undefined;
  /** Record audio of all users except these. At most 32 entries. Must be absent if subscribeAudioUserIds is given. */
  unSubscribeAudioUserIds?: Array<string> | null | undefined;
  /** Record video of all users except these. At most 32 entries. Must be absent if subscribeVideoUserIds is given. */
  unSubscribeVideoUserIds?: Array<string> | null | undefined;
};

/** How files are kept in Tencent Cloud VOD. */
export type TrtcTencentVodInput = {
  /** VOD category. Vendor's default: 0. */
  classId?: number | null | undefined;
  /** How long VOD keeps the files. In seconds: 86400 is one day, 0 is for ever. Vendor's default: 0. */
  expireTime?: number | null | undefined;
  /** Formats of the files. Vendor's default: MP4. */
  mediaType?: TrtcVodMediaType | null | undefined;
  /** Name of a VOD task flow to run after the upload. */
  procedure?: string | null | undefined;
  /** Text returned in the callback of the task flow. */
  sessionContext?: string | null | undefined;
  /** Text returned in the callback of the upload. */
  sourceContext?: string | null | undefined;
  /** Storage region of VOD. For special needs only. */
  storageRegion?: string | null | undefined;
  /** Ordinary VOD sub-application. Files of managed ones do not play through VOD domains. */
  subAppId?: number | null | undefined;
  /** Prefix of the file names. At most 64 bytes: letters, digits, _ and -. */
  userDefineRecordId?: string | null | undefined;
};

/** Video encoding of a mixed recording. All fields are required. */
export type TrtcVideoParamsInput = {
  /** Video bit rate. From 64000 to 8192000 bit/s. */
  bitRate: number;
  /** Frames per second. From 1 to 60. */
  fps: number;
  /** Time between key frames. In seconds. */
  gop: number;
  /** Height. At most 1920 pixels. */
  height: number;
  /** Width. At most 1920 pixels. width x height must not exceed 1920 x 1080. */
  width: number;
};

/** Formats of the files in VOD. */
export type TrtcVodMediaType =
  /** aac. Only with streamType AUDIO. */
  | 'AAC'
  /** HLS. */
  | 'HLS'
  /** HLS and aac. Only with streamType AUDIO. */
  | 'HLS_AND_AAC'
  /** HLS and mp4. */
  | 'HLS_AND_MP4'
  /** mp4. */
  | 'MP4';

/** A text as watermark. */
export type TrtcWaterMarkCharInput = {
  /** Background colour of the text. Absent or empty: transparent. */
  backGroundColor?: string | null | undefined;
  /** Text. */
  chars: string;
  /** Font. China site only. Vendor's default: TENCENT. */
  font?: TrtcWaterMarkFont | null | undefined;
  /** Font colour. Vendor's default: white. */
  fontColor?: string | null | undefined;
  /** Font size. In pixels. Vendor's default: 14. */
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
  /** Height. From 0 to 2560 pixels. top + height must lie within the canvas. */
  height: number;
  /** Distance from the left edge of the canvas. From 0 to 2560 pixels. */
  left: number;
  /** Distance from the top edge of the canvas. From 0 to 2560 pixels. */
  top: number;
  /** Address of the picture: jpg, jpeg or png, at most 5 MB. */
  waterMarkUrl: string;
  /** Width. From 0 to 2560 pixels. left + width must lie within the canvas. */
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
  /** Kind of the watermark. Vendor's default: IMAGE. */
  waterMarkType?: TrtcWaterMarkType | null | undefined;
};

/** Position of the time. */
export type TrtcWaterMarkPosition =
  /** Bottom left. */
  | 'BOTTOM_LEFT'
  /** Bottom centre. */
  | 'BOTTOM_MIDDLE'
  /** Bottom right. */
  | 'BOTTOM_RIGHT'
  /** Centre. */
  | 'CENTER'
  /** Top left. */
  | 'TOP_LEFT'
  /** Top centre. */
  | 'TOP_MIDDLE'
  /** Top right. */
  | 'TOP_RIGHT';

/** The time as watermark. */
export type TrtcWaterMarkTimestampInput = {
  /** Font. China site only. Vendor's default: TENCENT. */
  font?: TrtcWaterMarkFont | null | undefined;
  /** Position of the time. */
  pos: TrtcWaterMarkPosition;
  /** Time zone. In hours east of UTC; zones west of UTC cannot be expressed. Vendor's default: 8. */
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

/** Format of the files of a web page recording in a bucket. */
export type TrtcWebFormat =
  /** HLS playlist and segments. */
  | 'HLS'
  /** mp4 files. */
  | 'MP4';

/** Picture and files of a web page recording. */
export type TrtcWebRecordVideoParamsInput = {
  /** Format of the files in a bucket. Has no effect for VOD, which uses mediaType. */
  format?: TrtcWebFormat | null | undefined;
  /** Height of the picture. From 0 to 1080 pixels. Vendor's default: 720. */
  height?: number | null | undefined;
  /** Maximum length of a file; files are also cut at 2 GB. From 1 to 1440 minutes. No effect on HLS. Vendor's default: 1440. */
  maxMediaFileDuration?: number | null | undefined;
  /** Width of the picture. From 0 to 1920 pixels. Vendor's default: 1280. */
  width?: number | null | undefined;
};

export type CallbackCountsQueryVariables = Exact<{ [key: string]: never; }>;


export type CallbackCountsQuery = { callbackCounts: Array<{ source: string, type: string | null, state: CallbackState, count: number }> };

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

export type GmeStartRecordMutationVariables = Exact<{
  input: GmeStartRecordInput;
}>;


export type GmeStartRecordMutation = { gmeStartRecord: { taskId: string | null, requestId: string | null, recording: { id: string, state: RecordingState, room: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type RongcloudStartRecordMutationVariables = Exact<{
  input: RongcloudStartRecordInput;
}>;


export type RongcloudStartRecordMutation = { rongcloudStartRecord: { recordId: string | null, recording: { id: string, state: RecordingState, room: string | null } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

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

export type StopRecordingMutationVariables = Exact<{
  input: StopRecordingInput;
}>;


export type StopRecordingMutation = { stopRecording: { recording: { id: string, product: RecordingProduct, state: RecordingState, explanation: string } | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null, vendorCode: string | null, vendorRequestId: string | null, retryable: boolean }> } };

export type StopRecordingsMutationVariables = Exact<{
  input: StopRecordingsInput;
}>;


export type StopRecordingsMutation = { stopRecordings: { hasMore: boolean | null, results: Array<{ id: string, recording: { state: RecordingState, availableActions: Array<RecordingCapability> } | null, errors: Array<{ code: RecordingErrorCode, message: string }> }> | null, errors: Array<{ code: RecordingErrorCode, message: string, path: Array<string> | null }> } };


export const CallbackCountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CallbackCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callbackCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<CallbackCountsQuery, CallbackCountsQueryVariables>;
export const RecordingChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RecordingChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordingChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"transition"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}}]}}]}}]} as unknown as DocumentNode<RecordingChangedSubscription, RecordingChangedSubscriptionVariables>;
export const RecordingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recording"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recording"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"track"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"beginsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"filesComplete"}},{"kind":"Field","name":{"kind":"Name","value":"manifest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"json"}},{"kind":"Field","name":{"kind":"Name","value":"signature"}}]}}]}}]}}]} as unknown as DocumentNode<RecordingQuery, RecordingQueryVariables>;
export const RecordingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recordings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordingFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RecordingsQuery, RecordingsQueryVariables>;
export const GmeStartRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GmeStartRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GmeStartRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gmeStartRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<GmeStartRecordMutation, GmeStartRecordMutationVariables>;
export const RongcloudStartRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RongcloudStartRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RongcloudStartRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rongcloudStartRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<RongcloudStartRecordMutation, RongcloudStartRecordMutationVariables>;
export const TiwStartOnlineRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TiwStartOnlineRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TiwStartOnlineRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tiwStartOnlineRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<TiwStartOnlineRecordMutation, TiwStartOnlineRecordMutationVariables>;
export const TrtcCreateCloudRecordingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TrtcCreateCloudRecording"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TrtcCreateCloudRecordingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trtcCreateCloudRecording"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"room"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<TrtcCreateCloudRecordingMutation, TrtcCreateCloudRecordingMutationVariables>;
export const TrtcStartWebRecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TrtcStartWebRecord"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TrtcStartWebRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trtcStartWebRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"vendorKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<TrtcStartWebRecordMutation, TrtcStartWebRecordMutationVariables>;
export const StopRecordingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopRecording"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StopRecordingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopRecording"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"vendorCode"}},{"kind":"Field","name":{"kind":"Name","value":"vendorRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]}}]} as unknown as DocumentNode<StopRecordingMutation, StopRecordingMutationVariables>;
export const StopRecordingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopRecordings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StopRecordingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopRecordings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recording"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"availableActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hasMore"}},{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<StopRecordingsMutation, StopRecordingsMutationVariables>;