/** The arguments and fields that took the number of a change, and take its cursor now. */
export const CURSOR_ARGUMENT = 'after';

/** True for every `after`: that of a list takes no "start". */
export const CURSOR_RULE =
  'takes a cursor, as RecordingChange.cursor, or "start"; in lists endCursor or that of an edge. Numbers of changes (seq, sequence) are not taken any more.';
