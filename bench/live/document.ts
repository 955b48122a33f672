/** The document of every subscriber, with the fields that a list of recordings shows. */
export const DOCUMENT =
  'subscription { recordingChanged { seq kind at from to cause recording { id product room state explanation } } }';

/** Returns the message for a change. */
export const MESSAGE = JSON.stringify({
  id: '1',
  type: 'next',
  payload: {
    data: {
      recordingChanged: {
        seq: '2',
        kind: 'STATE',
        at: '2026-11-21T00:00:00.005Z',
        from: 'RECORDING',
        to: 'PAUSED',
        cause: null,
        recording: {
          id: 'rec_0000000000000000000000',
          product: 'TIW',
          room: '4294967295',
          state: 'PAUSED',
          explanation: 'The recording is paused. resumeRecording continues it.',
        },
      },
    },
  },
});
