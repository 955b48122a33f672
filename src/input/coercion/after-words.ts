/** The arguments and fields that took the number of a change, and take its cursor now. */
export const AFTER_NAME = 'after';

export const AFTER_WORDS =
  'takes a cursor, as RecordingChange.cursor, or "start". Numbers of changes (seq, sequence) are not taken any more.';
