/** Validity of an idempotency key: longer than the longest recording. */
export const KEY_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** Number of consecutive failures from which an endpoint receives one delivery at a time, as a probe. */
export const PROBE_AFTER_FAILURES = 3;

/** Maximum length of a list of orphans. */
export const MAX_ORPHANS_LISTED = 1000;
