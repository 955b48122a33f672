import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { KnownEpochs } from './restore-detection.ts';
import type { EpochReason } from '../contract/lineage.ts';

const DIGITS = 16;
const HEAD = /^(\d{16}) (open {2}|closed)\n/;

const REASONS = [
  'BEGINNING',
  'NUMBER_BEHIND',
  'OTHER_INSTANCE',
  'MARK_MISSING',
  'OTHER_PLACE',
  'POWER_CUT',
  'EPOCH_LOST',
  'OPERATOR',
] as const satisfies readonly EpochReason[];

const BODY = z.object({
  epoch: z.string(),
  instance: z.string(),
  /** What the file system calls the file of the ledger: its inode. */
  place: z.string().nullable(),
  /** What the system calls the time since it was started. */
  boot: z.string().nullable(),
  epochs: z.array(
    z.object({
      id: z.string(),
      parent: z.string().nullable(),
      fromSeq: z.int().min(0),
      begunAt: z.int(),
      gapSince: z.int().nullable(),
      reason: z.enum(REASONS),
    }),
  ),
});

type Body = Readonly<Omit<z.infer<typeof BODY>, 'epochs'>> & Pick<KnownEpochs, 'epochs'>;

/** What a mark file says. */
export interface Mark extends KnownEpochs, Pick<Body, 'instance' | 'place' | 'boot'> {
  /** Whether the process that wrote the file ended in order. */
  readonly isClosed: boolean;
}

/** Returns what a mark file says; undefined where there is no such file, or none that can be read. */
export function readMark(file: string): Mark | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const head = HEAD.exec(text);
  if (!head) return undefined;
  try {
    const body = BODY.parse(JSON.parse(text.slice(head[0].length)));
    return { ...body, lastSeq: Number(head[1]), isClosed: head[2] === 'closed' };
  } catch {
    return undefined;
  }
}

/**
 * The mark of a ledger, in a file that is in no backup of the tables: the last number that was told, and the epochs. The
 * file is replaced as a whole at the start and with each epoch; in between the number in its first line is written in
 * place, before the number can be told. A killed process leaves the right number. After a power cut the number may be
 * too low.
 */
export class MarkFile {
  readonly #file: string;
  #body: Body;
  #lastSeq: number;
  /** Undefined when the file was let go. */
  #handle: number | undefined;

  private constructor(file: string, lastSeq: number, body: Body) {
    this.#file = file;
    this.#lastSeq = lastSeq;
    this.#body = body;
    this.#handle = replace(file, lastSeq, body);
  }

  /** Throws where the file cannot be written. */
  static create(file: string, lastSeq: number, body: Body): MarkFile {
    return new MarkFile(file, lastSeq, body);
  }

  /** Notes that numbers up to this one may be told. */
  raise(lastSeq: number): void {
    if (lastSeq <= this.#lastSeq) return;
    this.#lastSeq = lastSeq;
    this.#write((handle) => writeSync(handle, headOf(lastSeq, false), 0));
  }

  /** Notes another epoch, with its last number. */
  rewrite(lastSeq: number, epochs: Pick<Body, 'epoch' | 'epochs'>): void {
    this.#lastSeq = lastSeq;
    this.#body = { ...this.#body, ...epochs };
    this.#write((handle) => {
      this.#handle = replace(this.#file, lastSeq, this.#body);
      closeSync(handle);
    });
  }

  /** Notes that the process ends in order. */
  close(): void {
    this.#write((handle) => {
      writeSync(handle, headOf(this.#lastSeq, true), 0);
      fsyncSync(handle);
      this.#handle = undefined;
      closeSync(handle);
    });
  }

  /** A file that cannot be written is removed: a start without it begins another epoch, which is never wrong. */
  #write(job: (handle: number) => void): void {
    if (this.#handle === undefined) return;
    try {
      job(this.#handle);
    } catch {
      this.#handle = undefined;
      rmSync(this.#file, { force: true });
    }
  }
}

/** Puts a new file in the place of the old one, and answers its handle. */
function replace(file: string, lastSeq: number, body: Body): number {
  const made = `${file}.${process.pid}`;
  const handle = openSync(made, 'w', 0o600);
  try {
    writeSync(handle, `${headOf(lastSeq, false)}${JSON.stringify(body)}\n`, 0);
    fsyncSync(handle);
    renameSync(made, file);
    return handle;
  } catch (error) {
    closeSync(handle);
    rmSync(made, { force: true });
    throw error;
  }
}

function headOf(lastSeq: number, isClosed: boolean): string {
  return `${String(lastSeq).padStart(DIGITS, '0')} ${isClosed ? 'closed' : 'open  '}\n`;
}
