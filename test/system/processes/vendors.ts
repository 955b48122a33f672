import { CREDENTIALS } from '../crash/job.ts';
import { runNode } from '../../shared/child-process.ts';
import { programOf } from '../../shared/bundled.ts';

/** Vendors outside of the servers under test: the emulators' stores outlive every server. */
export interface Vendors {
  readonly tencent: string;
  readonly rongcloud: string;
  /** Longest delay that the machine caused, in ms. */
  readonly longestDelayMs: () => Promise<number>;
  /** Settings of a server that calls the vendors. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts the emulators, which end with the test. */
export async function startVendors(): Promise<Vendors> {
  const child = runNode(['--enable-source-maps', await programOf('test/system/processes/vendors-process.ts')]);
  const [line] = await child.wrote(/^\{.*\}$/m);
  const { tencent, rongcloud } = JSON.parse(line) as { tencent: string; rongcloud: string };
  return {
    tencent,
    rongcloud,
    longestDelayMs: async () => {
      child.kill('SIGUSR2');
      return Number((await child.wrote(/^late (\d+)$/m))[1]);
    },
    environment: { ...CREDENTIALS, TENCENT_ENDPOINT: tencent, RONGCLOUD_ENDPOINT: rongcloud },
  };
}

/** By room: how many tasks an emulator's own store have. */
export async function tasksByRoom(origin: string): Promise<Map<string, number>> {
  const answer = (await (await fetch(`${origin}/__control/tasks`)).json()) as {
    readonly tasks: readonly { readonly room: number | string | null }[];
  };
  const found = new Map<string, number>();
  for (const { room } of answer.tasks) found.set(String(room), (found.get(String(room)) ?? 0) + 1);
  return found;
}

/** Returns the maximum number of calls of any action in any one second. */
export async function busiestSecond(origin: string): Promise<Readonly<Record<string, number>>> {
  const answer = (await (await fetch(`${origin}/__control/rate`)).json()) as {
    readonly mostInASecond: Readonly<Record<string, number>>;
  };
  return answer.mostInASecond;
}

/** Counts arrivals from now on only. */
export async function forgetArrivals(origin: string): Promise<void> {
  await fetch(`${origin}/__control/rate`, { method: 'DELETE' });
}
