import { GATEWAY_CORE, OTHER_CORE } from '../processes.ts';
import { Child } from './child.ts';
import { BURST, CHANGES, SUBSCRIBERS } from './settings.ts';

// Measures the time of a change to its subscribers, and the memory of a subscriber. ../README.md explains the numbers.

interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly allMs: number;
  readonly perSecond: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
}

function shareOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))]!;
}

async function measure(file: string): Promise<Figures> {
  const server = await Child.start(file, GATEWAY_CORE);
  const client = await Child.start('client.ts', OTHER_CORE);
  const empty = await server.ask('memory', {});
  await client.ask('open', { port: server.port, count: SUBSCRIBERS });
  const full = await server.ask('memory', {});
  /** Latency of every message in ms. */
  const change = async (count: number): Promise<number[]> => {
    const received = client.ask('received', { count: count * SUBSCRIBERS });
    const beganAt = await server.ask('change', { count });
    return (await received).map((at) => at - beganAt);
  };
  await change(3); // warm-up
  const singles: number[][] = [];
  for (let number = 0; number < CHANGES; number += 1) singles.push(await change(1));
  const burst = await change(BURST);
  await client.ask('close', {});
  client.stop();
  server.stop();
  return {
    p50Ms: shareOf(singles.flat(), 0.5),
    p99Ms: shareOf(singles.flat(), 0.99),
    allMs: shareOf(
      singles.map((times) => times.at(-1)!),
      0.5,
    ),
    perSecond: burst.length / (burst.at(-1)! / 1000),
    heapBytes: (full.heapBytes - empty.heapBytes) / SUBSCRIBERS,
    rssBytes: (full.rssBytes - empty.rssBytes) / SUBSCRIBERS,
  };
}

function line(name: string, figures: Figures): string {
  const { p50Ms, p99Ms, allMs, perSecond, heapBytes, rssBytes } = figures;
  return [
    `${name}: a change reaches a subscriber after p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, the last after ${allMs.toFixed(0)} ms`,
    `${BURST} changes at once: ${(perSecond / 1000).toFixed(0)} k messages a second`,
    `a subscriber holds ${(heapBytes / 1024).toFixed(1)} kB of heap, ${(rssBytes / 1024).toFixed(1)} kB in all`,
  ].join('; ');
}

const raw = await measure('raw.ts');
const tapedeck = await measure('tapedeck.ts');
console.log(`\n${SUBSCRIBERS} subscribers over WebSocket, each with a connection of its own.\n`);
console.log(line('raw', raw));
console.log(line('tapedeck', tapedeck));
console.log(
  `\nx ${(tapedeck.perSecond / raw.perSecond).toFixed(2)} the messages a second of the raw limit, x ${(tapedeck.p99Ms / raw.p99Ms).toFixed(2)} its p99, x ${(tapedeck.rssBytes / raw.rssBytes).toFixed(2)} its memory for a subscriber.\n`,
);
