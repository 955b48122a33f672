import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readServerKey, ServerKey } from '../../src/server-key.ts';
import { Secret } from '../../src/wire/secret.ts';

const SETTING = 'key-of-this-server-0123456789abcdef';

/** An empty folder that ends with the test. */
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'server-key-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe('a server key', () => {
  const key = new ServerKey(new Secret(SETTING));

  it('gives 32 bytes for a purpose, always the same', () => {
    expect(key.derive('manifest')).toHaveLength(32);
    expect(key.derive('manifest')).toEqual(new ServerKey(new Secret(SETTING)).derive('manifest'));
  });

  it('gives the bytes that docs/manifest.md lets anybody compute', () => {
    // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt key:… -kdfopt salt:tapedeck -kdfopt info:manifest HKDF
    expect(key.derive('manifest').toString('hex')).toBe(
      'ff85fbe915424e86a17514da94659e8e6ee5b896ec9abec102921ca3e4482a81',
    );
  });

  it('gives other bytes for another purpose, and with another key', () => {
    const other = new ServerKey(new Secret(`${SETTING}0`));
    const derived = [key.derive('manifest'), key.derive('callbacks'), key.derive(''), other.derive('manifest')];
    expect(new Set(derived.map((bytes) => bytes.toString('hex'))).size).toBe(4);
  });

  it('shows itself nowhere', () => {
    expect(`${inspect(key, { depth: 9 })} ${JSON.stringify(key)}`).not.toContain(SETTING);
  });
});

describe('the key of a server', () => {
  it('is that of the setting, and then no file is made', () => {
    const dir = folder();
    expect(readServerKey(SETTING, dir).derive('x')).toEqual(new ServerKey(new Secret(SETTING)).derive('x'));
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is made in the data folder at the first start, for its owner alone', () => {
    const dir = path.join(folder(), 'not', 'there');
    readServerKey(undefined, dir);
    expect(readdirSync(dir)).toEqual(['server.key']);
    const file = path.join(dir, 'server.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')).toHaveLength(32);
  });

  it('is the same at every later start, and another one in another folder', () => {
    const [dir, other] = [folder(), folder()];
    const first = readServerKey(undefined, dir).derive('x');
    expect(readServerKey(undefined, dir).derive('x')).toEqual(first);
    expect(readServerKey(undefined, other).derive('x')).not.toEqual(first);
  });

  it('is what the file says, without the white space around it', () => {
    const dir = folder();
    writeFileSync(path.join(dir, 'server.key'), `  ${SETTING}\r\n`);
    expect(readServerKey(undefined, dir).derive('x')).toEqual(readServerKey(SETTING, dir).derive('x'));
  });

  it('cannot be had where the folder cannot be made', () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => readServerKey(undefined, path.join(file, 'data'))).toThrow();
    expect(existsSync(path.join(file, 'data'))).toBe(false);
  });
});
