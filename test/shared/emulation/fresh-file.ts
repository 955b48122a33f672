import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Returns the path of a file that does not exist, in a new folder that ends with the test. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'store.sqlite');
}
