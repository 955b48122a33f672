/** What is waited for on live connections, in milliseconds. */
export interface LiveTimes {
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** How long a WebSocket may take to its connection_init. */
  readonly initMs: number;
  /** Between two signs of life that are asked for, or sent. */
  readonly pingMs: number;
  /** After which a client that reads nothing is cut off. */
  readonly silenceMs: number;
  /** How long a reserved event stream waits for its connection. */
  readonly reservationMs: number;
  /** How long clients may take to close when the server stops. */
  readonly farewellMs: number;
}

export const LIVE_TIMES: LiveTimes = {
  now: () => performance.now(),
  initMs: 10_000,
  pingMs: 15_000,
  silenceMs: 60_000,
  reservationMs: 30_000,
  farewellMs: 2_000,
};
