import { closeSync, mkdirSync, openSync } from 'node:fs';

/** Makes a folder, and those above it, for the account of this process alone. One that is there keeps its rights. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Makes an empty file for the account of this process alone. One that is there keeps its content and its rights. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}
