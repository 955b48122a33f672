import { newLife, nextWork, reduce } from '../../../src/domain/state-machine.ts';
import { RecordingCause, RecordingState, type Fact, type Life } from '../../../src/domain/recording.ts';
import { brokenStepLaws, isVerdict, type Verdict } from './state-machine-laws.ts';

const { CLIENT, STOP_BY, REFUSED, NOT_STARTED, CANCELLED } = RecordingCause;
const { GONE, IDLE, ROOM_ENDED, VENDOR_FAULT, STOPPED_ELSEWHERE } = RecordingCause;

/** A task as the vendor has it: what is true, whether or not anybody was told. */
interface Task {
  readonly id: string;
  begunAt?: number;
  isPaused: boolean;
  ended?: { readonly at: number; readonly cause: RecordingCause };
  /** What it came to, the latest last: nothing at all, or what its files amount to, which may turn out otherwise. */
  readonly outcomes: (Verdict | 'failed')[];
  /** How many of these the server was told, or knows to be outdated. */
  told: number;
}

interface Letter {
  readonly task: Task;
  /** A number stands for the outcome of this place. */
  readonly fact: Fact | number;
}

/** What a task can come to. Files are likelier to be there. In `nothingRecorded` nobody published. */
const OUTCOMES = ['failed', 'filesDone', 'filesDone', 'filesMissing', 'nothingRecorded'] as const;

/**
 * How much can be learnt of a start without an answer. `callsBack`: everything is told in the end, so a start may be
 * given up or repeated too early. `silent`: callbacks are lost, but a task can be looked up. `replaces`: nothing can be
 * learnt, and a repeated start ends the one before.
 */
export type Vendor = 'callsBack' | 'silent' | 'replaces';

/** One recording, its vendor, and the network between them, which loses, delays, repeats and swaps. */
export class StateMachineHarness {
  life: Life = newLife();
  readonly facts: Fact[] = [];
  readonly changes: RecordingState[] = [];
  readonly broken: string[] = [];
  readonly surplus = new Set<string>();
  alarms = 0;
  readonly tasks: Task[] = [];
  /** Starts that are on their way to the vendor. */
  #underWay = 0;
  /** All that the vendor ever called back, so that it can come late and again. */
  readonly #mail: Letter[] = [];
  #now = 0;

  constructor(private readonly vendor: Vendor) {}

  /** Does one thing, where it is possible. `choice` says how it comes out. */
  do(command: Command, choice: number): void {
    this.#now++;
    COMMANDS[command](this, choice);
  }

  /** The task that the recording stands for. */
  get own(): Task | undefined {
    return this.life.taskId === null ? this.tasks.at(-1) : this.tasks.find(({ id }) => id === this.life.taskId);
  }

  send(choice: number): void {
    if (nextWork(this.life) === 'send') this.#attempt(choice);
  }

  /** The outcome of a start that was tried is seen, as well as the vendor shows it. */
  lookUp(choice: number): void {
    if (nextWork(this.life) !== 'lookUp') return;
    const found = this.vendor === 'replaces' ? undefined : this.tasks.at(-1);
    if (found) return this.#apply({ kind: 'accepted', at: this.#now, taskId: found.id }, ...this.#status(found));
    // Where no callback puts it right, an absence counts when nothing can be under way any more.
    const isSettled = this.vendor === 'callsBack' || this.#underWay === 0;
    if (!isSettled || choice % 3 === 0) return this.#apply({ kind: 'lost', at: this.#now });
    if (choice % 3 === 1 || this.vendor === 'replaces') return this.#attempt(choice);
    const cause = this.life.wanted === 'STOPPED' ? CANCELLED : NOT_STARTED;
    this.#apply({ kind: 'refused', at: this.#now, cause });
  }

  wantStop(choice: number): void {
    this.#apply({ kind: 'stopWanted', at: this.#now, cause: choice % 2 === 0 ? CLIENT : STOP_BY });
  }

  stop(choice: number): void {
    if (nextWork(this.life) === 'stop' && choice % 3 > 0 && this.own) this.#end(this.own, STOPPED_ELSEWHERE);
  }

  poll(): void {
    if (!['poll', 'stop', 'awaitFiles'].includes(nextWork(this.life)) || !this.own) return;
    this.#apply({ kind: 'accepted', at: this.#now, taskId: this.own.id }, ...this.#status(this.own));
  }

  /** A callback comes, again and late perhaps. */
  deliver(choice: number): void {
    if (this.vendor !== 'callsBack' || this.#mail.length === 0) return;
    // While there can be only one task, its callbacks need not say which one it is.
    const isBare = this.tasks.length === 1 && this.#underWay === 0 && choice % 2 === 0;
    this.#open(this.#mail[Math.floor(choice / 2) % this.#mail.length]!, isBare);
  }

  arrive(): void {
    if (this.#underWay === 0) return;
    this.#underWay--;
    this.#create();
  }

  /** The vendor goes on with one of its tasks. */
  happen(choice: number): void {
    const task = this.tasks[choice % Math.max(1, this.tasks.length)];
    if (!task) return;
    if (task.ended) this.#conclude(task, choice);
    else if (task.begunAt === undefined) {
      task.begunAt = this.#now;
      this.#tell(task, { kind: 'running', at: this.#now });
    } else if (choice % 3 === 0) this.#end(task, choice % 2 === 0 ? IDLE : VENDOR_FAULT);
    else {
      task.isPaused = !task.isPaused;
      this.#tell(task, { kind: task.isPaused ? 'paused' : 'resumed', at: this.#now });
    }
  }

  overdue(choice: number): void {
    if (choice % 4 > 0) return;
    this.#apply({ kind: choice % 8 === 0 ? 'filesOverdue' : 'controlLost', at: this.#now });
  }

  /** Nothing is under way any more, everything was delivered, and the reconciler has done what it can. */
  settle(choice: number): void {
    while (this.#underWay > 0) this.do('arrive', 0);
    this.#deliverAll(choice);
    for (let rounds = 0; rounds < 8; rounds++) {
      this.do('send', 0);
      this.do('lookUp', 14);
      this.do('stop', 1);
      this.do('poll', 0);
      if (this.own?.ended && this.own.outcomes.length === 0) this.#conclude(this.own, choice);
    }
    this.#deliverAll(choice);
  }

  #deliverAll(choice: number): void {
    for (const place of this.#mail.keys()) this.do('deliver', 2 * (place + choice) + 1);
  }

  #open({ task, fact }: Letter, isBare: boolean): void {
    if (!isBare) this.#apply({ kind: 'accepted', at: this.#now, taskId: task.id });
    if (!isBare && this.life.taskId !== task.id) return;
    this.#apply(...(typeof fact === 'number' ? this.#outcome(task, fact + 1) : [fact]));
  }

  #attempt(choice: number): void {
    this.#apply({ kind: 'sending', at: this.#now, attempt: this.life.attempt + 1 });
    const isFirst = this.tasks.length === 0 && this.#underWay === 0;
    switch (choice % 14) {
      case 1:
        this.#create();
        return this.#apply({ kind: 'accepted', at: this.#now, taskId: null });
      case 2:
        this.#create();
        return this.#apply({ kind: 'lost', at: this.#now });
      case 3:
        this.#underWay++;
        return this.#apply({ kind: 'lost', at: this.#now });
      case 4:
        return this.#apply({ kind: 'notSent', at: this.#now, attempt: this.life.attempt });
      case 5:
        // A refusal speaks for the whole start only where no attempt before it may have been carried out.
        return this.#apply(
          isFirst ? { kind: 'refused', at: this.#now, cause: REFUSED } : { kind: 'lost', at: this.#now },
        );
      case 6:
        return; // The process dies between sending and answer.
      case 7:
        this.#create();
        return; // The same, and the vendor has it.
      default:
        return this.#apply({ kind: 'accepted', at: this.#now, taskId: this.#create().id });
    }
  }

  #create(): Task {
    if (this.vendor === 'replaces') for (const earlier of this.tasks) this.#end(earlier, ROOM_ENDED);
    const task: Task = { id: `task-${this.tasks.length}`, isPaused: false, outcomes: [], told: 0 };
    this.tasks.push(task);
    this.#mail.push({ task, fact: { kind: 'accepted', at: this.#now, taskId: task.id } });
    return task;
  }

  #end(task: Task, cause: RecordingCause): void {
    if (task.ended) return;
    task.ended = { at: this.#now, cause };
    this.#tell(task, { kind: 'ended', at: this.#now, cause });
  }

  /** It comes to something; or news of a file changes what its files amount to. */
  #conclude(task: Task, choice: number): void {
    const outcome = OUTCOMES[choice % OUTCOMES.length]!;
    const known = task.outcomes.at(-1);
    if (known === outcome || known === 'failed' || (known && !isVerdict(outcome))) return;
    task.outcomes.push(outcome);
    this.#tell(task, task.outcomes.length - 1);
  }

  #tell(task: Task, fact: Letter['fact']): void {
    this.#mail.push({ task, fact });
  }

  /** How a task stands, as a poll shows it: no history, and no cause of an end. */
  #status(task: Task): Fact[] {
    const { begunAt, isPaused, ended, outcomes } = task;
    const at = this.#now;
    const facts: Fact[] = begunAt === undefined ? [] : [{ kind: 'running', at: begunAt }];
    if (ended) facts.push({ kind: 'ended', at, cause: GONE });
    else if (begunAt !== undefined) facts.push({ kind: isPaused ? 'paused' : 'resumed', at });
    return [...facts, ...this.#outcome(task, outcomes.length)];
  }

  /** What the server makes of an outcome: late news of the files does not outweigh what is known to follow it. */
  #outcome(task: Task, told: number): Fact[] {
    task.told = Math.max(task.told, told);
    const kind = task.outcomes[task.told - 1];
    if (kind === undefined) return [];
    return [kind === 'failed' ? { kind, at: this.#now, cause: VENDOR_FAULT } : { kind, at: this.#now }];
  }

  #apply(...facts: Fact[]): void {
    for (const fact of facts) {
      this.broken.push(...brokenStepLaws(this.life, fact));
      const { life, effects } = reduce(this.life, fact);
      if (life.state !== this.life.state) this.changes.push(life.state);
      for (const effect of effects) {
        if (effect.kind === 'alarm') this.alarms++;
        else this.surplus.add(effect.taskId);
      }
      this.facts.push(fact);
      this.life = life;
    }
  }
}

const COMMANDS = {
  send: (harness: StateMachineHarness, choice: number) => harness.send(choice),
  lookUp: (harness: StateMachineHarness, choice: number) => harness.lookUp(choice),
  wantStop: (harness: StateMachineHarness, choice: number) => harness.wantStop(choice),
  stop: (harness: StateMachineHarness, choice: number) => harness.stop(choice),
  poll: (harness: StateMachineHarness) => harness.poll(),
  deliver: (harness: StateMachineHarness, choice: number) => harness.deliver(choice),
  arrive: (harness: StateMachineHarness) => harness.arrive(),
  happen: (harness: StateMachineHarness, choice: number) => harness.happen(choice),
  overdue: (harness: StateMachineHarness, choice: number) => harness.overdue(choice),
};

export type Command = keyof typeof COMMANDS;
