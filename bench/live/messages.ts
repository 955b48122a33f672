// What the processes of this bench say to each other. Times are those of the system's monotonic clock, in milliseconds:
// they hold for all processes of a machine.

export interface Questions {
  /** Of a server: makes so many changes at once; answers when the first was begun. */
  readonly change: { readonly count: number };
  /** Of a server: what it holds, after all that can be was freed. */
  readonly memory: object;
  /** Of the client: opens subscriptions, and resolves when the server has begun them. */
  readonly open: { readonly port: number; readonly count: number };
  /** Of the client: when so many messages more have come, each with its time. */
  readonly received: { readonly count: number };
  /** Of the client: closes them all. */
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

/** Answers questions of the process that started this one, from now on. */
export function serve(port: number, answers: { [K in Ask]?: (question: Questions[K]) => Promise<Answers[K]> }): void {
  process.on('message', ({ ask, question }: { ask: Ask; question: never }) => {
    void answers[ask]!(question).then((reply) => process.send?.({ reply }));
  });
  process.on('disconnect', () => process.exit());
  process.send!({ reply: port });
}

/** The memory of this process. Needs --expose-gc. */
export async function memory(): Promise<Answers['memory']> {
  for (let round = 0; round < 3; round += 1) {
    global.gc!();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + external, rssBytes: rss };
}
