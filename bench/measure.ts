import { CONNECTIONS, SECONDS } from './settings.ts';
import type { Worker } from './processes.ts';

/** Results of one contender in one round. */
export interface Sample {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Results with a single connection. */
  readonly aloneP50Ms: number;
  /** Share of the core that the contender used. */
  readonly busy: number;
  readonly rssBytes: number;
}

export interface Contender {
  readonly name: string;
  readonly worker: Worker;
}

const WARM_UP_SECONDS = 1;
const ALONE_SECONDS = 1;

/** Measures one contender. Throws for a missing or wrong answer, and for an answer without a call to the vendor. */
export async function measure({ name, worker }: Contender, loader: Worker, vendor: Worker): Promise<Sample> {
  const url = `http://127.0.0.1:${worker.port}/graphql`;
  const sender = worker.port === 0 ? worker : loader; // the direct contender has no server, and sends the load itself
  const load = async (connections: number, seconds: number): Promise<Awaited<ReturnType<Worker['load']>>> => {
    const sent = await sender.load({ url, connections, seconds });
    if (sent.requests === 0 || sent.failed > 0 || sent.wrong > 0) {
      throw new Error(`${name}: ${sent.failed} failed and ${sent.wrong} wrong of ${sent.requests} requests`);
    }
    return sent;
  };

  await load(CONNECTIONS, WARM_UP_SECONDS);
  const calls = await vendor.calls();
  const before = await worker.usage();
  const sent = await load(CONNECTIONS, SECONDS);
  const after = await worker.usage();
  const called = (await vendor.calls()) - calls;
  if (called < sent.requests) throw new Error(`${name}: ${sent.requests} answers for ${called} calls of the vendor`);
  const alone = await load(1, ALONE_SECONDS);

  const cpuMicros = after.cpuMicros - before.cpuMicros;
  return {
    perSecond: sent.requests / sent.seconds,
    cpuMicros: cpuMicros / called,
    p50Ms: sent.p50Ms,
    p99Ms: sent.p99Ms,
    aloneP50Ms: alone.p50Ms,
    busy: cpuMicros / (after.atMicros - before.atMicros),
    rssBytes: after.rssBytes,
  };
}
