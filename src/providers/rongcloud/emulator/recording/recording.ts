import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';

/** `upload`: the last file is not uploaded; `end`: the recording ends after a fault. Codes are invented. */
export const RECORDING_FAILURES = ['upload', 'end'] as const;

/** A recording in the store. Times in ms. */
export interface Recording {
  readonly recordId: string;
  readonly appKey: string;
  readonly roomId: string;
  readonly sessionId: string;
  /** The caller's tag, as sent. */
  readonly extra: string;
  /** 1: split streams; 2: the picture of the live mixer. */
  readonly recordType: number;
  /** Kind of the files, in RongCloud's numbers. */
  readonly mode: number;
  /** Duration after which a new file begins. */
  readonly sliceMs: number;
  /** Extension of the files. */
  readonly format: string;
  /** Present users, each with files of their own; null for mixed files. */
  readonly users: readonly PresentUser[] | null;
  /** The whole layout as last sent. */
  readonly layout: JsonObject;
  readonly state: 'recording' | 'ended';
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endedBy: 'stop' | 'session' | null;
  /** Failures of the recording; absent: none. */
  readonly failures?: readonly string[];
}

/** A user's stay in a recorded room. A user who returns has two stays. Times in ms. */
export interface PresentUser {
  readonly userId: string;
  readonly joinedAt: number;
  /** Null while the user is there. */
  readonly leftAt: number | null;
}
