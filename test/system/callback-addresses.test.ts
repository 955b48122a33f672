import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readServerKey } from '../../src/server-key.ts';
import { programOf } from '../shared/bundled.ts';
import { temporaryFolder } from '../shared/stores.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADDRESS = /^ {2}http:\/\/\S+\/callbacks\/tencent\/trtc\/[\w-]{24}$/m;

/** Runs the program with only these settings; returns exit code and output. */
async function addresses(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly out: string }> {
  const args = [await programOf('src/callback-addresses.ts')];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, out: `${stdout}${stderr}` });
    });
  });
}

describe('npm run callbacks', () => {
  it('prints the addresses of the server whose key is in the data folder', async () => {
    const folder = temporaryFolder();
    readServerKey(undefined, folder);
    const { code, out } = await addresses({ DATA_DIR: folder });
    expect(code).toBe(0);
    expect(out).toMatch(ADDRESS);
    expect(readdirSync(folder)).toEqual(['server.key']);
  });

  it('prints those of SERVER_KEY, and makes no key', async () => {
    const folder = temporaryFolder();
    const { code, out } = await addresses({ SERVER_KEY: 'key-of-this-server-0123456789abcdef', DATA_DIR: folder });
    expect(code).toBe(0);
    expect(out).toMatch(ADDRESS);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses where there is no key yet, and makes none', async () => {
    const folder = temporaryFolder();
    const dataDir = path.join(folder, 'wrong');
    const { code, out } = await addresses({ DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(out).toContain(`derived from the server key, and ${dataDir} has none yet`);
    expect(out).toContain('Start the server once, or set SERVER_KEY');
    expect(out).not.toMatch(/https?:/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
