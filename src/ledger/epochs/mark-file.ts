import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { KnownEpochs } from './open-epoch.ts';
import { EPOCH_REASONS } from '../contract/lineage.ts';

const DIGITS = 16;
const HEAD = /^(\d{16}) (open {2}|closed)\n/;

const BODY = z.object({
  epoch: z.string(),
  instance: z.string(),
  /** Inode of the ledger's file. */
  place: z.string().nullable(),
  /** Boot id of the machine. */
  boot: z.string().nullable(),
  epochs: z.array(
    z.object({
      id: z.string(),
      parent: z.string().nullable(),
      fromSeq: z.int().min(0),
      begunAt: z.int(),
      gapSince: z.int().nullable(),
      reason: z.enum(EPOCH_REASONS),
    }),
  ),
});

type Body = Readonly<Omit<z.infer<typeof BODY>, 'epochs'>> & Pick<KnownEpochs, 'epochs'>;

/** Content of a mark file. */
export interface Mark extends KnownEpochs, Pick<Body, 'instance' | 'place' | 'boot'> {
  /** Whether the process that wrote the file shut down cleanly. */
  readonly isClosed: boolean;
}

/** Reads a mark file. Undefined: the file is missing or unreadable. */
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
 * Mark of a ledger: the last published sequence number and the epochs, in a file that no backup of the tables contains. The
 * file is replaced at the start and with each epoch. In between, the number in the first line is overwritten before the
 * number can be published. A killed process leaves the right number. After a power cut, the number may be too low.
 */
export class MarkFile {
  readonly #file: string;
  #body: Body;
  #lastSeq: number;
  /** Undefined: the file is closed or removed. */
  #handle: number | undefined;

  private constructor(file: string, lastSeq: number, body: Body) {
    this.#file = file;
    this.#lastSeq = lastSeq;
    this.#body = body;
    this.#handle = replace(file, lastSeq, body);
  }

  /** Throws if the file cannot be written. */
  static create(file: string, lastSeq: number, body: Body): MarkFile {
    return new MarkFile(file, lastSeq, body);
  }

  /** Notes that sequence numbers up to `lastSeq` may be published. */
  raise(lastSeq: number): void {
    if (lastSeq <= this.#lastSeq) return;
    this.#lastSeq = lastSeq;
    this.#write((handle) => writeSync(handle, headOf(lastSeq, false), 0));
  }

  /** Writes a new epoch with its last sequence number. */
  rewrite(lastSeq: number, epochs: Pick<Body, 'epoch' | 'epochs'>): void {
    this.#lastSeq = lastSeq;
    this.#body = { ...this.#body, ...epochs };
    this.#write((handle) => {
      this.#handle = replace(this.#file, lastSeq, this.#body);
      closeSync(handle);
    });
  }

  /** Marks a clean shutdown. */
  close(): void {
    this.#write((handle) => {
      writeSync(handle, headOf(this.#lastSeq, true), 0);
      fsyncSync(handle);
      this.#handle = undefined;
      closeSync(handle);
    });
  }

  /** Removes the file if a write fails: a start without a mark file begins a new epoch, which is always safe. */
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

/** Replaces the file. Returns the handle of the new file. */
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
