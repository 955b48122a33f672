import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spreadOf, type Spread } from './times.ts';

const WRITES = 300;
/** Approximate size of the commit of a claim. */
const BYTES = 200_000;
/** Limits the size of the file. */
const PLACES = 50;

/** Measures the duration of durable writes of 200 kB in the temporary folder, a lower bound for claims. In ms. */
export function diskSpread(): Spread {
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-bench-disk-'));
  const file = openSync(join(folder, 'written'), 'w');
  try {
    const bytes = Buffer.alloc(BYTES, 1);
    const times = Array.from({ length: WRITES }, (_, n) => {
      const from = performance.now();
      writeSync(file, bytes, 0, BYTES, (n % PLACES) * BYTES);
      fdatasyncSync(file);
      return performance.now() - from;
    });
    return spreadOf(times);
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
