import { markOf } from '../../own-key.ts';

// RongCloud stores no key with a recording, but repeats the caller's `extra` in every callback. So the server appends
// its key to `extra`.

const LENGTH = 12;
const TAG = /(?:^| )#([0-9a-z]{12}(?:[0-9a-z]{3})?)$/;

/** The tag of a start: its mark, always the same. Earlier versions have 12 letters and digits of the recording's id. */
export function tagOf(seed: string): string {
  return markOf(seed, LENGTH);
}

/** Returns the `extra` to send: `lesson 7 #a1b2c3d4e5f6g7h`, or the tag alone if the caller's text is empty. */
export function withTag(extra: string, tag: string): string {
  return extra === '' ? `#${tag}` : `${extra} #${tag}`;
}

/** Returns the tag in the `extra` of a callback; undefined if the recording was started outside this server. */
export function findTag(extra: string): string | undefined {
  return TAG.exec(extra)?.[1];
}
