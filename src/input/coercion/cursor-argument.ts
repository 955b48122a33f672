/** Name of the arguments and fields that once took the number of a change, and now take a cursor. */
export const CURSOR_ARGUMENT = 'after';

/** The rule of every `after`. The `after` of a list does not accept "start". */
export const CURSOR_RULE =
  'must be a cursor, such as RecordingChange.cursor, or "start"; in lists endCursor or the cursor of an edge. Numbers of changes (seq, sequence) are no longer accepted.';
