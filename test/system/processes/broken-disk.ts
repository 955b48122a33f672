import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../shared/stores.ts';

/** A SQLite file on a disk that can be broken and repaired. The test repairs a broken disk at its end. */
export interface BreakableFile {
  readonly file: string;
  /** How the disk breaks, for messages: not every machine allows every way. */
  readonly way: string;
  /** From now on, the server with this process id cannot write the file. */
  readonly break: (pid: number) => void;
  readonly mend: (pid: number) => void;
}

const DISK_MB = 4;

/** A small disk that the test fills, if a disk can be mounted; otherwise a limit on file sizes. */
export function fileOnSmallDisk(): BreakableFile {
  const folder = path.join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  const file = path.join(folder, 'ledger.sqlite');
  if (!succeeds('mount', '-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder)) {
    return { file, ...limitedTo(() => statSync(`${file}-wal`).size) };
  }
  onTestFinished(() => void succeeds('umount', '--lazy', folder));
  const filler = path.join(folder, 'filler');
  return { file, way: 'a full disk', break: () => fillUp(filler), mend: () => rmSync(filler) };
}

/** An immutable file, if allowed; otherwise a file with a size limit of zero. */
export function fileThatCannotBeWritten(): BreakableFile {
  const folder = temporaryFolder();
  const file = path.join(folder, 'ledger.sqlite');
  const trial = path.join(folder, 'trial');
  closeSync(openSync(trial, 'w'));
  const mayChange = succeeds('chattr', '+i', trial) && !canAppend(trial);
  succeeds('chattr', '-i', trial);
  if (!mayChange) return { file, ...limitedTo(() => 0) };
  const files = [file, `${file}-wal`];
  onTestFinished(() => void succeeds('chattr', '-i', ...files));
  return {
    file,
    way: 'files that cannot be changed',
    break: () => run('chattr', '+i', ...files),
    mend: () => run('chattr', '-i', ...files),
  };
}

/** Limits the file sizes of the process. A write reports the limit like a full disk. */
function limitedTo(size: () => number): Omit<BreakableFile, 'file'> {
  return {
    way: 'a limit on the size of files',
    break: (pid) => run('prlimit', '--pid', String(pid), `--fsize=${size()}:unlimited`),
    mend: (pid) => run('prlimit', '--pid', String(pid), '--fsize=unlimited:unlimited'),
  };
}

function fillUp(filler: string): void {
  const out = openSync(filler, 'w');
  try {
    for (;;) writeSync(out, Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(out);
  }
}

function canAppend(file: string): boolean {
  try {
    closeSync(openSync(file, 'a'));
    return true;
  } catch {
    return false;
  }
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'pipe' });
}

function succeeds(program: string, ...args: string[]): boolean {
  try {
    run(program, ...args);
    return true;
  } catch {
    return false; // not there, or not allowed
  }
}
