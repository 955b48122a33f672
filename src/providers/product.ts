import { registerEnumType } from 'type-graphql';

/** The recorders, each with a start of its own. The values are what the ledger keeps: they never change. */
export enum RecordingProduct {
  TIW = 'TIW',
  GME = 'GME',
  TRTC_ROOM = 'TRTC_ROOM',
  TRTC_WEB = 'TRTC_WEB',
  RONGCLOUD = 'RONGCLOUD',
}

registerEnumType(RecordingProduct, {
  name: 'RecordingProduct',
  description: 'A recorder: which mutation starts a recording, and which vendor runs it.',
  valuesConfig: {
    TIW: { description: 'Whiteboard classes, by Tencent TIW: tiwStartOnlineRecord.' },
    GME: { description: 'Game voice rooms, by Tencent GME: gmeStartRecord.' },
    TRTC_ROOM: { description: 'Real-time rooms, by Tencent TRTC: trtcCreateCloudRecording.' },
    TRTC_WEB: { description: 'Web pages, by Tencent TRTC: trtcStartWebRecord.' },
    RONGCLOUD: { description: 'RTC sessions, by RongCloud: rongcloudStartRecord.' },
  },
});
