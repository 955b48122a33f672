// Messages between the processes of this bench. Times are milliseconds of the monotonic clock of the system, which all
// processes of a machine share.

export interface Questions {
  /** Server: makes a number of changes at once. Returns the begin of the first change. */
  readonly change: { readonly count: number };
  /** Server: returns the used memory after garbage collection. */
  readonly memory: object;
  /** Client: opens subscriptions. Resolves when the server has begun every subscription. */
  readonly open: { readonly port: number; readonly count: number };
  /** Client: waits for a number of further messages. Returns the time of each message. */
  readonly received: { readonly count: number };
  /** Client: closes all subscriptions. */
  readonly close: object;
}

export interface Answers {
  readonly change: number;
  readonly memory: { readonly heapBytes: number; readonly rssBytes: number };
  readonly open: object;
  readonly received: readonly number[];
  readonly close: object;
}

export type Ask = keyof Questions;

export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Answers requests of the parent process from now on. */
export function serve(port: number, answers: { [K in Ask]?: (question: Questions[K]) => Promise<Answers[K]> }): void {
  process.on('message', ({ ask, question }: { ask: Ask; question: never }) => {
    void answers[ask]!(question).then((reply) => process.send?.({ reply }));
  });
  process.on('disconnect', () => process.exit());
  process.send!({ reply: port });
}

/** Returns the memory of this process. Needs --expose-gc. */
export async function memory(): Promise<Answers['memory']> {
  for (let round = 0; round < 3; round += 1) {
    global.gc!();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + external, rssBytes: rss };
}
