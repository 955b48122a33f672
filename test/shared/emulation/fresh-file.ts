import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file that does not exist, in a folder of its own that ends with the running test. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'store.sqlite');
}
