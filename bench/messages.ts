// What the processes of the bench say to each other.

/** Load to be sent: as many requests as `connections` can, one after the other on each. */
export interface Load {
  readonly ask: 'load';
  /** Where to; the direct contender knows by itself. */
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadReport {
  readonly requests: number;
  readonly seconds: number;
  /** Requests without an answer, or with another status than 2xx. */
  readonly failed: number;
  /** Answers that are not the one expected. */
  readonly wrong: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What a process has used since it was started. */
export interface Usage {
  readonly cpuMicros: number;
  readonly atMicros: number;
  readonly rssBytes: number;
}

export type Question = Load | { readonly ask: 'usage' } | { readonly ask: 'calls' };

/** Says that this process is ready, listening on `port`, and answers the questions it is asked. */
export function serve(
  port: number,
  answers: { load?: (load: Load) => Promise<LoadReport>; calls?: () => number },
): void {
  const answer = (question: Question): unknown => {
    if (question.ask === 'load') return answers.load?.(question);
    return question.ask === 'calls' ? answers.calls?.() : usage();
  };
  process.on('message', (question: Question) => {
    void Promise.resolve(answer(question)).then((reply) => process.send?.({ reply }));
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ reply: port });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system, atMicros: performance.now() * 1000, rssBytes: process.memoryUsage.rss() };
}

/** The report on calls that took so long, in milliseconds. */
export function report(times: number[], seconds: number, failed: number, wrong: number): LoadReport {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { requests: times.length, seconds, failed, wrong, p50Ms: at(0.5), p99Ms: at(0.99) };
}
