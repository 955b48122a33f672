// Messages between the processes of the bench.

/** Load to send: as many requests as possible on each connection, one after another. */
export interface Load {
  readonly ask: 'load';
  /** Address of the gateway. The direct contender has no gateway. */
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadReport {
  readonly requests: number;
  readonly seconds: number;
  /** Requests without an answer, or with a status other than 2xx. */
  readonly failed: number;
  /** Answers that differ from the expected answer. */
  readonly wrong: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Resources that a process has used since its start. */
export interface Usage {
  readonly cpuMicros: number;
  readonly atMicros: number;
  readonly rssBytes: number;
}

export type Question = Load | { readonly ask: 'usage' } | { readonly ask: 'calls' };

/** Reports that this process listens on `port`, and answers requests from now on. */
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

/** Returns the report on calls from their durations in ms. */
export function report(times: number[], seconds: number, failed: number, wrong: number): LoadReport {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { requests: times.length, seconds, failed, wrong, p50Ms: at(0.5), p99Ms: at(0.99) };
}
