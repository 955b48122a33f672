import type { FileRow, RecordingRow } from './rows.ts';

/** Which changes of recordings are wanted; all of them where nothing is said. */
export interface ChangeQuery {
  /** At most so many of each recording. */
  readonly each?: number;
  /** With `each`: only those with a higher number over all recordings, and with a lower one. */
  readonly after?: number;
  readonly before?: number;
  /** With `each`: the last ones instead of the first ones. */
  readonly fromEnd?: boolean;
  /** Without `each`: at most so many in all. */
  readonly limit?: number;
}

/** Where a file stands among those of its recording. */
export type FilePlace = Pick<FileRow, 'taskId' | 'name'>;

/** Which files of each recording are wanted. Places are exclusive. */
export interface FileQuery {
  readonly each: number;
  readonly after?: FilePlace | undefined;
  readonly before?: FilePlace | undefined;
  /** The last ones instead of the first ones. */
  readonly fromEnd: boolean;
}

/** What of a recording can be kept otherwise, without that being a change of the recording. */
export type RecordingRewrite = Partial<Pick<RecordingRow, 'params' | 'sealedParams' | 'ref'>>;
