/** Timeouts and intervals of live connections, in milliseconds. */
export interface ConnectionTimes {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Time that a WebSocket has for its connection_init. */
  readonly initMs: number;
  /** Interval of signs of life. */
  readonly pingMs: number;
  /** Time after which the server cuts a client that reads nothing. */
  readonly silenceMs: number;
  /** Time that a reserved event stream waits for its connection. */
  readonly reservationMs: number;
  /** Time that clients have to close when the server stops. */
  readonly farewellMs: number;
}

export const CONNECTION_TIMES: ConnectionTimes = {
  now: () => performance.now(),
  initMs: 10_000,
  pingMs: 15_000,
  silenceMs: 60_000,
  reservationMs: 30_000,
  farewellMs: 2_000,
};
