import type { RecordingFile, Recording } from './entities.ts';

/** Selects changes of recordings. An empty query selects all changes. */
export interface ChangeQuery {
  /** Maximum number of changes of each recording. */
  readonly each?: number;
  /** Requires `each`. Exclusive bounds of the sequence number. */
  readonly after?: number;
  readonly before?: number;
  /** Requires `each`. True: the last changes of each recording; otherwise the first. */
  readonly fromEnd?: boolean;
  /** Maximum number of changes in total. Not with `each`. */
  readonly limit?: number;
}

/** Position of a file among the files of its recording. */
export type FilePlace = Pick<RecordingFile, 'taskId' | 'name'>;

/** Selects files of each recording. Positions are exclusive. */
export interface FileQuery {
  /** Maximum number of files of each recording. */
  readonly each: number;
  readonly after?: FilePlace | undefined;
  readonly before?: FilePlace | undefined;
  /** True: the last files; false: the first files. */
  readonly fromEnd: boolean;
}

/** Members of a recording whose stored form may change without a change of the recording. */
export type RecordingRewrite = Partial<Pick<Recording, 'params' | 'sealedParams' | 'ref'>>;
