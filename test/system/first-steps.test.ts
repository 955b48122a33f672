import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { firstSteps } from '../../src/http/pages/first-steps.ts';
import { createLog } from '../../src/log.ts';
import { startServer } from '../shared/server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MINUTE = 60_000;

/** Returns the shell commands of the first recording in README.md. */
function printedCommands(): string[] {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const section = /\n## The first recording\n(.*?)\n## /s.exec(readme)?.[1] ?? '';
  return Array.from(section.matchAll(/^```sh\n(.*?)\n```$/gms), ([, command = '']) => command);
}

/** A demo, and a folder for this test alone. Both end with the test. */
async function demo(): Promise<{ readonly folder: string; readonly port: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tapedeck-first-steps-'));
  const config = readConfig({ PORT: '0', EMULATOR_PORT: '0', DATA_DIR: folder });
  const server = await startServer({ config, log: createLog('silent') });
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  return { folder, port: new URL(server.origin).port };
}

/** Runs a shell that executes one command after another; returns the output of each, both streams together. */
function shell(folder: string, port: string) {
  // The commands name port 4000. curl goes to the port of the test instead.
  writeFileSync(path.join(folder, '.curlrc'), `connect-to = "localhost:4000:127.0.0.1:${port}"\n`);
  const output = path.join(folder, 'output.txt');
  const file = openSync(output, 'a'); // a file, for `tee /dev/stderr` cannot open the socket that Node makes of a pipe
  const env = { ...process.env, CURL_HOME: folder, DATA_DIR: folder };
  const child = spawn('sh', [], { cwd: ROOT, env, stdio: ['pipe', file, file, 'pipe'] });
  closeSync(file);
  onTestFinished(() => void child.kill());
  let written = 0;
  return async (command: string): Promise<string> => {
    const done = new Promise<void>((resolve) => child.stdio[3]?.once('data', () => resolve()));
    child.stdin?.write(`${command}\necho done >&3\n`);
    await done;
    const all = readFileSync(output, 'utf8');
    const fresh = all.slice(written);
    written = all.length;
    return fresh;
  };
}

it('prints in the README the commands that the start page shows', () => {
  expect(printedCommands()).toEqual(firstSteps('http://localhost:4000').map(({ command }) => command));
});

it(
  'starts, watches, stops, reads and verifies a recording with the five commands of the README',
  async () => {
    const { folder, port } = await demo();
    const run = shell(folder, port);
    const [start, watch, stop, read, verify, ...others] = printedCommands() as [string, string, string, string, string];
    expect(others).toEqual([]);

    const started = JSON.parse(await run(start)) as { data: { trtcStartWebRecord: unknown } };
    const recording = { id: expect.stringMatching(/^rec_[0-9a-z]+$/) as string, state: 'STARTING' };
    expect(started.data.trtcStartWebRecord).toEqual({ recording, errors: [] });

    const watched = await run(watch);
    expect(watched).toContain('"to":"STARTING"');
    expect(watched).toContain('"to":"RECORDING"');

    expect(await run(stop)).toMatch(
      /"stopRecording":\{"recording":\{"state":"(STOPPING|PROCESSING)"\},"errors":\[\]\}/,
    );

    await expect.poll(() => run(read), { timeout: 2 * MINUTE, interval: 500 }).toContain('"filesComplete":true');
    expect(await run(read)).toMatch(/"state":"COMPLETE".*"name":"[^"]+","state":"READY","url":"http[^"]+"/);

    expect(await run(verify)).toMatch(
      /^valid: complete\nTRTC_WEB recording rec_[0-9a-z]+, COMPLETE, [1-9]\d* files?, as of /,
    );
  },
  5 * MINUTE,
);
