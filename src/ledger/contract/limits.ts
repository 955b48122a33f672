/** For how long the use of a key counts: longer than the longest recording. */
export const KEY_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** From so many failures in a row on, an endpoint is sent one delivery at a time, to see whether it answers. */
export const PROBE_AFTER_FAILURES = 3;

/** Most orphans of one list. */
export const MAX_ORPHANS_LISTED = 1000;
