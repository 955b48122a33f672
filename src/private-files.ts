import { closeSync, mkdirSync, openSync } from 'node:fs';

/** Creates a folder with its parents, private to the account of this process. An existing folder keeps its rights. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Creates an empty file, private to the account of this process. An existing file keeps its content and rights. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}
