// A second recording of the same room is refused, so the variables of the examples have placeholders in the place of rooms.
// GraphiQL fills the placeholders in every request.

/** Values for the placeholders of one request. */
export interface PlaceholderValues {
  /** A room number from `freshRoom`. */
  readonly room: string;
  /** Id of the recording to stop or to read. If absent, `{{lastRecording}}` is not replaced. */
  readonly lastRecording?: string;
}

const LAST_RECORDING = '{{lastRecording}}';

/** Returns a random room number of nine digits, which every vendor accepts. */
export function freshRoom(): string {
  return String(100_000_000 + (crypto.getRandomValues(new Uint32Array(1))[0]! % 900_000_000));
}

/** Returns whether a request needs the id of a recording. */
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
