import { Command, Option } from 'commander';
import type { Environment } from '../config.ts';

/** One option of `npm run emulators`: as a flag, and as a variable. A flag goes before its variable. */
interface Flag {
  readonly flag: string;
  readonly variable: string;
  readonly help: string;
}

const FLAGS: readonly Flag[] = [
  {
    flag: '--port <number>',
    variable: 'EMULATOR_PORT',
    help: "port of Tencent's emulator, 4100 by default; RongCloud's takes the next one; 0: two free ones",
  },
  {
    flag: '--data <folder>',
    variable: 'EMULATOR_DATA_DIR',
    help: 'keeps the store in this folder, so that recordings go on after a restart; without it in memory',
  },
  {
    flag: '--calls-per-second <number>',
    variable: 'EMULATOR_CALLS_PER_SECOND',
    help: 'calls of one action that are taken in any second; 0: no limit; by default 20 at Tencent, 100 at RongCloud',
  },
  {
    flag: '--applications <ids>',
    variable: 'EMULATOR_APPLICATIONS',
    help: 'Tencent application ids (SdkAppId, BizId), with commas: keys are made up for those that have none below',
  },
  { flag: '--site <site>', variable: 'TENCENT_SITE', help: 'intl (default) or china: regions and actions' },
  { flag: '--secret-id <id>', variable: 'TENCENT_SECRET_ID', help: 'who may call; made up if absent' },
  { flag: '--secret-key <key>', variable: 'TENCENT_SECRET_KEY', help: 'key of that id' },
  { flag: '--token <token>', variable: 'TENCENT_TOKEN', help: 'session token, if that id is temporary' },
  {
    flag: '--rtc-keys <keys>',
    variable: 'TENCENT_RTC_KEYS',
    help: 'sdkAppId:key,…: UserSigs of these applications are checked; others are taken as they are',
  },
  {
    flag: '--trtc-callback-keys <keys>',
    variable: 'TENCENT_TRTC_CALLBACK_KEYS',
    help: 'sdkAppId:key,…: signs callbacks of TRTC; without a key they are not signed',
  },
  {
    flag: '--tiw-callback-keys <keys>',
    variable: 'TENCENT_TIW_CALLBACK_KEYS',
    help: 'sdkAppId:key,…: the same of TIW',
  },
  { flag: '--gme-callback-keys <keys>', variable: 'TENCENT_GME_CALLBACK_KEYS', help: 'bizId:key,…: the same of GME' },
  {
    flag: '--gme-callback-form <form>',
    variable: 'TENCENT_GME_CALLBACK_FORM',
    help: 'base64 (default), hex, base64-post or hex-post: how GME writes its signatures',
  },
  { flag: '--app-key <key>', variable: 'RONGCLOUD_APP_KEY', help: 'RongCloud application; made up if absent' },
  { flag: '--app-secret <secret>', variable: 'RONGCLOUD_APP_SECRET', help: 'secret of that application' },
  {
    flag: '--alive',
    variable: 'EMULATOR_ALIVE',
    help: 'guests join an empty room when a recording starts there, as in the demo; otherwise rooms stay empty until driven',
  },
  {
    flag: '--allow-private-callbacks',
    variable: 'EMULATOR_ALLOW_PRIVATE_CALLBACKS',
    help: 'callbacks also go to this machine and to private networks, where a client or a control call sets such an address',
  },
  {
    flag: '--trigger <trigger>',
    variable: 'EMULATOR_TRIGGER',
    help: 'manual (default) or automatic: how recordings at RongCloud begin; automatic refuses to start them',
  },
  {
    flag: '--strict-sessions',
    variable: 'EMULATOR_STRICT_SESSIONS',
    help: 'RongCloud refuses a start whose session nobody began by joining; otherwise the start begins it',
  },
  {
    flag: '--strict-signatures',
    variable: 'EMULATOR_STRICT_SIGNATURES',
    help: 'RongCloud refuses times that are more than 5 minutes off, and nonces that were used before',
  },
];

/** The names of every variable that has a flag, by the order of `--help`. */
export const FLAG_VARIABLES: readonly string[] = FLAGS.map(({ variable }) => variable);

/** Where the texts of `--help` and of wrong flags go. */
export interface FlagOutput {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

/**
 * What the flags say, by variable. Throws `CommanderError` for `--help` and for flags that do not exist or lack their
 * value, once the text is written; its `exitCode` is the process's.
 */
export function readFlags(args: readonly string[], output?: FlagOutput): Environment {
  const command = new Command('npm run emulators --')
    .usage('[options]')
    .description(
      'Emulates Tencent Cloud (TIW, GME, TRTC) and RongCloud on this machine, for tests: nothing is recorded.\n' +
        'Every option is also a variable, named in brackets; Tapedeck and the emulators may share one .env file.',
    )
    .helpOption('-h, --help', 'shows this text')
    .showHelpAfterError('(--help lists the options)')
    .exitOverride();
  if (output) command.configureOutput(output);
  const names = new Map<string, string>();
  for (const { flag, variable, help } of FLAGS) {
    const option = new Option(flag, `${help} [${variable}]`);
    names.set(option.attributeName(), variable);
    command.addOption(option);
  }
  command.parse(args, { from: 'user' });
  const given = Object.entries(command.opts<Record<string, string | true>>());
  return Object.fromEntries(given.map(([name, value]) => [names.get(name)!, String(value)]));
}

/** A message that names variables, with the flag of each beside it. */
export function withFlags(message: string): string {
  return message.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, (name) => {
    const flag = FLAGS.find(({ variable }) => variable === name)?.flag.split(' ')[0];
    return flag === undefined ? name : `${name} (${flag})`;
  });
}
