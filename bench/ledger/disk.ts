import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spreadOf, type Spread } from './times.ts';

const WRITES = 300;
/** About what a commit of a claim writes. */
const BYTES = 200_000;
/** The file does not grow for ever. */
const PLACES = 50;

/** How long the disk of the temporary folder takes to keep 200 kB for sure: no claim can be quicker. In ms. */
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
