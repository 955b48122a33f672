import { markOf } from '../../own-key.ts';

// RongCloud takes no key of ours, but brings the caller's `extra` back in every callback. So ours goes behind it.

const LENGTH = 12;
const TAG = /(?:^| )#([0-9a-z]{12}(?:[0-9a-z]{3})?)$/;

/** The tag of a start: its mark, always the same. Earlier versions have 12 letters and digits of the recording's id. */
export function tagOf(seed: string): string {
  return markOf(seed, LENGTH);
}

/** The caller's text as it is sent: `lesson 7 #a1b2c3d4e5f6g7h`, or the tag alone where the text is empty. */
export function withTag(extra: string, tag: string): string {
  return extra === '' ? `#${tag}` : `${extra} #${tag}`;
}

/** The tag in the `extra` of a callback; undefined where the recording was started by somebody else. */
export function findTag(extra: string): string | undefined {
  return TAG.exec(extra)?.[1];
}
