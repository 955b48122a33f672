import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManifestSigner } from '../../src/recordings/manifest/manifest-signer.ts';
import { readServerKey, ServerKey } from '../../src/server-key.ts';
import { Secret } from '../../src/wire/secret.ts';
import { programOf } from '../shared/bundled.ts';
import { sampleManifest } from '../shared/recordings/sample-manifest.ts';

const KEY = 'key-of-this-server-0123456789abcdef';
const SIGNED = new ManifestSigner(new ServerKey(new Secret(KEY))).sign(sampleManifest()).json;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = [await programOf('scripts/verify-manifest.ts')];

interface Run {
  readonly code: number;
  readonly out: string;
}

/** Runs Node with only these settings and `input` as standard input; returns exit code and output. */
function node(args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...args], { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, out: `${stdout}${stderr}`.trim() });
    });
    child.stdin?.end(input);
  });
}

const NODE = { manifest: { json: SIGNED, signature: 'f00' } };
/** The server's answer to `recordings { nodes { manifest { json signature } } }`, as a client receives the answer. */
const ANSWER = JSON.stringify({ data: { recordings: { nodes: [NODE, { manifest: null }, NODE] } } });

/** Creates a folder with a manifest, which ends with the test. */
function folderWith(manifest: string): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'manifest.json');
  writeFileSync(file, manifest);
  return { folder, file };
}

describe('npm run manifest:verify', () => {
  it('says that a manifest is valid, and what is missing', async () => {
    const { file } = folderWith(SIGNED);
    const { code, out } = await node([...SCRIPT, file], { SERVER_KEY: KEY });
    expect(code).toBe(0);
    const [first, second, third, ...others] = out.split('\n');
    expect(first).toBe('valid: complete');
    expect(second).toContain('TRTC_ROOM recording rec_01kf0q2w8m4z7c1v5n9b3x, COMPLETE, 3 files');
    expect(third).toMatch(
      /^information: GAP, "bob camera mp4", 2026-11-21T12:01:00.000Z to 2026-11-21T12:05:00.000Z: /,
    );
    expect(others).toEqual([]);
  });

  it('takes the key of the data folder, as the server does', async () => {
    const { folder, file } = folderWith('');
    const signer = new ManifestSigner(readServerKey(undefined, folder));
    writeFileSync(file, signer.sign({ ...sampleManifest(), complete: false }).json);
    const { code, out } = await node([...SCRIPT, file], { DATA_DIR: folder });
    expect([code, out.split('\n')[0]]).toEqual([0, 'valid: incomplete']);
  });

  it.each([
    [
      'was changed',
      SIGNED.replace('"complete": true', '"complete": false'),
      { SERVER_KEY: KEY },
      'the manifest was changed after signing',
    ],
    ['has another key', SIGNED, { SERVER_KEY: `${KEY}0` }, 'another key'],
    ['is none', 'not JSON', { SERVER_KEY: KEY }, 'not a JSON object'],
    ['comes without a key', SIGNED, { DATA_DIR: '/nowhere' }, 'set SERVER_KEY'],
    ['comes with a wrong setting', SIGNED, { SERVER_KEY: 'short' }, 'SERVER_KEY: must have 32 characters'],
  ])('exits with 1 and says why where it %s', async (_, manifest, env, why) => {
    const { file } = folderWith(manifest);
    const { code, out } = await node([...SCRIPT, file], env);
    expect(code).toBe(1);
    expect(out).toContain(why);
    expect(out).not.toContain('    at ');
  });

  it('takes an answer of the server from standard input, and verifies each manifest in it', async () => {
    const { code, out } = await node(SCRIPT, { SERVER_KEY: KEY }, ANSWER);
    expect([code, out.match(/^valid: complete$/gm)]).toEqual([0, ['valid: complete', 'valid: complete']]);
  });

  it('exits with 1 where a manifest in an answer was changed', async () => {
    const { file } = folderWith(ANSWER.replace('alice', 'Alice'));
    const { code, out } = await node([...SCRIPT, file], { SERVER_KEY: KEY });
    expect(code).toBe(1);
    expect(out).toContain('invalid: the signature does not match');
  });

  it('exits with 1 where an answer has no manifest', async () => {
    const { code, out } = await node(SCRIPT, { SERVER_KEY: KEY }, '{"data":{"recording":null}}');
    expect(code).toBe(1);
    expect(out).toMatch(/^The answer has no manifest\. .*$/);
  });

  it('exits with 1 where more than one file is named, or it is not there', async () => {
    const two = await node([...SCRIPT, 'one.json', 'two.json'], { SERVER_KEY: KEY });
    expect(two.code).toBe(1);
    expect(two.out).toMatch(/^Usage: npm run --silent manifest:verify -- <file>\n/);
    const missing = await node([...SCRIPT, '/nowhere/manifest.json'], { SERVER_KEY: KEY });
    expect(missing).toEqual({ code: 1, out: '/nowhere/manifest.json cannot be read: ENOENT' });
  });
});

describe('the program of docs/manifest.md', () => {
  it.each([
    ['valid', SIGNED],
    ['invalid', SIGNED.replace('alice', 'Alice')],
  ])('says %s', async (verdict, manifest) => {
    const { folder, file } = folderWith(manifest);
    const program = /```js\n(.*?)```/s.exec(readFileSync(path.join(ROOT, 'docs/manifest.md'), 'utf8'))![1]!;
    writeFileSync(path.join(folder, 'verify.mjs'), program);
    const run = await node([path.join(folder, 'verify.mjs'), file], { SERVER_KEY: KEY });
    expect(run).toEqual({ code: 0, out: verdict });
  });
});
