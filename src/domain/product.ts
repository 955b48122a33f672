/** The recorders, each with a start of its own. The values are what the ledger keeps: they never change. */
export enum RecordingProduct {
  TIW = 'TIW',
  GME = 'GME',
  TRTC_ROOM = 'TRTC_ROOM',
  TRTC_WEB = 'TRTC_WEB',
  RONGCLOUD = 'RONGCLOUD',
}
