import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildIfNeeded } from '../../scripts/program/build.mjs';
import { temporaryFolder } from '../shared/stores.ts';
import { cloneInto, runScript, spacedFolder } from './project.ts';

const clone = spacedFolder();
const { folder } = clone;

beforeAll(async () => {
  cloneInto(folder);
  await buildIfNeeded(folder, () => undefined);
}, 300_000);
afterAll(clone.remove);

/** A port that another program has. */
async function takenPort(): Promise<number> {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  return (other.address() as net.AddressInfo).port;
}

/** Starts the server on a free port. */
function start(environment: Record<string, string>) {
  return runScript(folder, ['start.mjs'], { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...environment });
}

/** Writes the clone's .env for one test. */
function envFile(text: string): void {
  const file = path.join(folder, '.env');
  writeFileSync(file, text);
  onTestFinished(() => rmSync(file));
}

describe('a second start on the same data', () => {
  it('says so before it loads the server', async () => {
    const DATA_DIR = temporaryFolder();
    await start({ DATA_DIR }).wrote(/Tapedeck runs at/);
    const loaded = path.join(DATA_DIR, 'no-server.mjs');
    writeFileSync(
      loaded,
      `import { registerHooks } from 'node:module';
       registerHooks({ load: (url, context, next) => {
         if (url.endsWith('/dist/src/server.js')) console.error('the server is loaded');
         return next(url, context);
       } });`,
    );
    const second = start({ DATA_DIR, NODE_OPTIONS: `--import=${JSON.stringify(loaded)}` });
    expect(await second.exited).toBe(1);
    expect(second.written()).toMatch(/^Tapedeck cannot start\.\n.*ledger\.sqlite is in use by another process\. Stop/);
    expect(second.written()).not.toContain('the server is loaded');
  });

  it('says so of the store of the emulators where the ledger is another one', async () => {
    const DATA_DIR = temporaryFolder();
    await start({ DATA_DIR }).wrote(/Tapedeck runs at/);
    const second = start({ DATA_DIR, DATABASE_URL: `sqlite:${DATA_DIR}/other.sqlite` });
    expect(await second.exited).toBe(1);
    expect(second.written()).toMatch(/store of the \w+ emulator.*another process uses it/);
  });
});

describe('a port in use', () => {
  it('of the server is reported with the setting PORT', async () => {
    const port = await takenPort();
    const refused = start({ DATA_DIR: temporaryFolder(), PORT: String(port) });
    expect(await refused.exited).toBe(1);
    expect(refused.written()).toContain(`Port ${port} is in use. Set PORT to another port`);
  });

  it('of `npm run emulators` is reported with the setting EMULATOR_PORT', async () => {
    const port = await takenPort();
    const refused = runScript(folder, ['start.mjs', 'emulators'], { EMULATOR_PORT: String(port) });
    expect(await refused.exited).toBe(1);
    expect(refused.written()).toContain(`Port ${port} is in use. Set EMULATOR_PORT (--port) to another port`);
  });
});

describe('the file .env', () => {
  const PROGRAMS = [
    ['start.mjs'],
    ['start.mjs', 'emulators'],
    ['start.mjs', 'callbacks'],
    ['start-production.mjs'],
    ['dev.mjs'],
  ];

  it.each(PROGRAMS)('is read by scripts/%s', async (...script) => {
    envFile('LOG_LEVEL=shouting\n');
    const program = runScript(folder, script);
    await program.wrote(/LOG_LEVEL: Invalid option/);
    program.kill('SIGTERM'); // `npm run dev` waits for a change
    await program.exited;
  });

  it('gives way to the environment', async () => {
    envFile('LOG_LEVEL=shouting\nPORT=none\n');
    await start({ DATA_DIR: temporaryFolder() }).wrote(/Tapedeck runs at/);
  });
});

describe('npm run start:prod', () => {
  it('runs what was built, in production', async () => {
    const environment = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: temporaryFolder() };
    const server = runScript(folder, ['start-production.mjs'], environment);
    await server.wrote(/Tencent Cloud +off[^]*Start page/);
  });

  it('says what to do where nothing was built', async () => {
    const { folder: fresh, remove } = spacedFolder();
    onTestFinished(remove);
    cloneInto(fresh, { packages: false });
    const refused = runScript(fresh, ['start-production.mjs']);
    expect(await refused.exited).toBe(1);
    expect(refused.written()).toMatch(/^Tapedeck is not built\. Run `npm ci && npm run build`/);
  });
});

it('npm start says what to do where the packages for a build are missing', async () => {
  const { folder: fresh, remove } = spacedFolder();
  onTestFinished(remove);
  cloneInto(fresh, { packages: false });
  const refused = runScript(fresh, ['start.mjs']);
  expect(await refused.exited).toBe(1);
  expect(refused.written()).toMatch(/^Tapedeck must be built.*not installed\.\nRun `npm ci`/);
});
