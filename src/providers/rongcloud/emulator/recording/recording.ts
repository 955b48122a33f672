import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';

/**
 * How a recording can fail: `upload`, its last file does not arrive; `end`, it ends after a fault. The vendor documents
 * codes of neither: they are made up.
 */
export const RECORDING_FAILURES = ['upload', 'end'] as const;

/** A recording as the emulator's store have it; times are in milliseconds. */
export interface Recording {
  readonly recordId: string;
  readonly appKey: string;
  readonly roomId: string;
  readonly sessionId: string;
  /** The caller's tag, as sent. */
  readonly extra: string;
  /** 1 split streams, 2 what the live mixer shows. */
  readonly recordType: number;
  /** Which files it makes, as RongCloud numbers them. */
  readonly mode: number;
  /** After so long a new file begins. */
  readonly sliceMs: number;
  /** What the names of its files end with. */
  readonly format: string;
  /** Who was there, for files of their own; null where everybody is in one file. */
  readonly users: readonly PresentUser[] | null;
  /** The whole layout as last sent. */
  readonly layout: JsonObject;
  readonly state: 'recording' | 'ended';
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endedBy: 'stop' | 'session' | null;
  /** What goes wrong with it; absent: nothing. */
  readonly failures?: readonly string[];
}

/** Somebody in a room that is recorded. Who comes back is there twice. Times in milliseconds. */
export interface PresentUser {
  readonly userId: string;
  readonly joinedAt: number;
  /** Null while the user is there. */
  readonly leftAt: number | null;
}
