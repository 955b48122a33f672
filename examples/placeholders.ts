// The examples name no room of their own: two recordings of one room at a time are refused. Their variables have
// placeholders instead, which GraphiQL fills each time a request is sent.

/** Values for the placeholders of one request. */
export interface PlaceholderValues {
  /** A room number, as `freshRoom` makes it. */
  readonly room: string;
  /** Id of the recording to stop or to read. Absent: `{{lastRecording}}` stays as it is. */
  readonly lastRecording?: string;
}

const LAST_RECORDING = '{{lastRecording}}';

/** Returns a random room number of nine digits: one that every vendor takes, and that no earlier example used. */
export function freshRoom(): string {
  return String(100_000_000 + (crypto.getRandomValues(new Uint32Array(1))[0]! % 900_000_000));
}

/** Whether a request needs the id of a recording. */
export function needsLastRecording(json: string): boolean {
  return json.includes(LAST_RECORDING);
}

/**
 * Fills the placeholders of a JSON text: `{{room}}` inside strings, `{{lastRecording}}`, and the string `{{roomNumber}}`,
 * which becomes a JSON number.
 */
export function fillPlaceholders(json: string, { room, lastRecording = LAST_RECORDING }: PlaceholderValues): string {
  return json
    .replaceAll('"{{roomNumber}}"', room)
    .replaceAll('{{room}}', room)
    .replaceAll(LAST_RECORDING, lastRecording);
}
