import type { Outcome, RawRequest } from '../server/loopback-server.ts';
import { answerWithFile, notFound, preflight } from './file-answer.ts';
import type { MadeFile } from './file.ts';
import { madeFile, sliceOf, type StoredFile } from './stored-file.ts';

const PREFIX = '/files/';

/** The files of an emulator's recordings. No file is stored: each read generates the bytes. */
export class FileStore {
  #origin = '';

  constructor(private readonly filesOf: (taskId: string) => readonly StoredFile[]) {}

  /** Sets the origin of all addresses, which is known when the server listens. */
  servedAt(origin: string): void {
    this.#origin = origin;
  }

  addressOf(taskId: string, name: string): string {
    return `${this.#origin}${PREFIX}${encodeURIComponent(taskId)}/${encodeURIComponent(name)}`;
  }

  /** Answers calls under `/files`, also from browsers. Returns undefined for every other call. */
  answer(request: RawRequest): Outcome | undefined {
    if (!request.path.startsWith(PREFIX)) return undefined;
    if (request.method === 'OPTIONS') return preflight();
    const file = this.#find(request.path.slice(PREFIX.length));
    return file ? answerWithFile(file, request) : notFound();
  }

  #find(path: string): MadeFile | undefined {
    const [taskId, name] = path.split('/').map(decoded);
    if (taskId === undefined || name === undefined) return undefined;
    const files = this.filesOf(taskId);
    const file = files.find((it) => it.name === name);
    return file ? madeFile(file) : sliceOf(files, name);
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
