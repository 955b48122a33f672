import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { FLAG_VARIABLES, readFlags, withFlags } from '../../../src/emulators/flags.ts';

/** Returns the output and the exit code of the program; null if the program continues. */
function outcomeOf(args: readonly string[]) {
  let written = '';
  const note = (text: string) => void (written += text);
  try {
    readFlags(args, { writeOut: note, writeErr: note });
    return { written, exitCode: null };
  } catch (error) {
    if (error instanceof CommanderError) return { written, exitCode: error.exitCode };
    throw error;
  }
}

it('reads each flag as its variable', () => {
  const args = ['--port', '4350', '--site=china', '--rtc-keys', '1400000001:key', '--strict-sessions'];
  expect(readFlags(args)).toEqual({
    EMULATOR_PORT: '4350',
    TENCENT_SITE: 'china',
    TENCENT_RTC_KEYS: '1400000001:key',
    EMULATOR_STRICT_SESSIONS: 'true',
  });
});

it('says nothing of flags that are absent', () => {
  expect(readFlags([])).toEqual({});
});

it('names every variable in its help', () => {
  const { written, exitCode } = outcomeOf(['--help']);
  expect(exitCode).toBe(0);
  expect(FLAG_VARIABLES.filter((name) => !written.replaceAll(/\s+/g, ' ').includes(`[${name}]`))).toEqual([]);
});

it.each([
  [
    'a flag that does not exist, with the one that was meant',
    ['--prot', '1'],
    /unknown option '--prot'\s+\(Did you mean --port\?\)/,
  ],
  ['a flag without its value', ['--port'], /option '--port <number>' argument missing/],
  ['a word that is no flag', ['china'], /too many arguments/],
])('refuses %s', (_, args, message) => {
  const { written, exitCode } = outcomeOf(args);
  expect(exitCode).toBe(1);
  expect(written).toMatch(message);
  expect(written).toContain('--help lists the options');
});

it('puts the flag beside each variable of a message', () => {
  expect(withFlags('TENCENT_SITE must be intl or china; DATA_DIR is another.')).toBe(
    'TENCENT_SITE (--site) must be intl or china; DATA_DIR is another.',
  );
});
