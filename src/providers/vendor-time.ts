import type { CallbackEvent, CallbackSource } from '../callbacks/callback.ts';
import type { FileReport, Recorder, Report, TaskRef } from '../domain/recorder.ts';
import type { Transport } from '../wire/transport.ts';
import type { VendorClock } from './vendor-clock.ts';

// Inside of a vendor's folder every time is the vendor's; in the ledger every time is the ledger's. Here is the border.

/**
 * Wraps a source of callbacks: checks and reads by the vendor's clock, and reports times of this server. `ask` returns
 * the `Date` of an answer of the vendor, for callbacks that arrive before any call was made.
 */
export function callbacksInOurTime(
  source: CallbackSource,
  clock: VendorClock,
  ask: () => Promise<number | undefined>,
): CallbackSource {
  return instead(source, {
    learnTime: () => clock.askOnce(ask),
    verify: (request) => source.verify({ ...request, receivedAt: request.receivedAt + clock.offsetMs }),
    read(text, receivedAt) {
      const ahead = clock.offsetMs;
      return source.read(text, receivedAt + ahead).map((event) => eventMoved(event, -ahead));
    },
  });
}

/** Wraps a recorder: queries and reads by the vendor's clock, and reports times of this server. */
export function recorderInOurTime(recorder: Recorder, clock: VendorClock): Recorder {
  const theirs = (task: TaskRef): TaskRef =>
    task.sentAt === null ? task : { ...task, sentAt: task.sentAt + clock.offsetMs };
  const ours = (report: Report): Report => reportMoved(report, -clock.offsetMs);
  const moved = async (report: Promise<Report>): Promise<Report> => ours(await report);
  return instead(recorder, {
    async findStart(task, ownedElsewhere, options) {
      const finding = await recorder.findStart(theirs(task), ownedElsewhere, options);
      return finding.kind === 'found' ? { ...finding, report: ours(finding.report) } : finding;
    },
    poll: (task, options) => moved(recorder.poll(theirs(task), options)),
    stop: (task, options) => moved(recorder.stop(theirs(task), options)),
    ...(recorder.observe && { observe: (answer) => ours(recorder.observe!(answer)) }),
    ...(recorder.pause && { pause: (task, options) => moved(recorder.pause!(theirs(task), options)) }),
    ...(recorder.resume && { resume: (task, options) => moved(recorder.resume!(theirs(task), options)) }),
    ...(recorder.updateLayout && {
      updateLayout: (task, layout, options) => recorder.updateLayout!(theirs(task), layout, options),
    }),
    ...(recorder.confirm && {
      async confirm(task, report, isStopWanted, options) {
        const given = reportMoved(report, clock.offsetMs);
        const confirmed = await recorder.confirm!(theirs(task), given, isStopWanted, options);
        return confirmed && ours(confirmed);
      },
    }),
    ...(recorder.listRunning && {
      async listRunning(account, options) {
        const tasks = await recorder.listRunning!(account, options);
        return tasks.map((task) => ({
          ...task,
          startedAt: task.startedAt === null ? null : task.startedAt - clock.offsetMs,
        }));
      },
    }),
    ...(recorder.keyOf && { keyOf: (task, options) => recorder.keyOf!(theirs(task), options) }),
  });
}

/**
 * Returns `thing` with the members in `own` replaced. All other members are passed through, also members added later.
 */
function instead<Thing extends object>(thing: Thing, own: Partial<Thing>): Thing {
  return new Proxy(thing, {
    get(target, name) {
      if (Object.hasOwn(own, name)) return own[name as keyof Thing];
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
    has: (target, name) => Object.hasOwn(own, name) || Reflect.has(target, name),
  });
}

/** Returns the `Date` header of a host, which needs no credentials. */
export async function dateOf(transport: Transport, origin: string): Promise<number | undefined> {
  return (await transport({ url: `${origin}/`, method: 'GET', headers: {} })).date;
}

function eventMoved(event: CallbackEvent, ms: number): CallbackEvent {
  if (ms === 0) return event;
  return { ...event, at: event.at === null ? null : event.at + ms, report: reportMoved(event.report, ms) };
}

function reportMoved(report: Report, ms: number): Report {
  if (ms === 0) return report;
  const { facts, files } = report;
  return {
    ...report,
    facts: facts.map((fact) => ({ ...fact, at: fact.at + ms })),
    ...(files && { files: files.map((file) => fileMoved(file, ms)) }),
  };
}

function fileMoved(file: FileReport, ms: number): FileReport {
  const { beginsAt, endsAt } = file;
  return {
    ...file,
    ...(beginsAt !== undefined && { beginsAt: beginsAt + ms }),
    ...(endsAt !== undefined && { endsAt: endsAt + ms }),
  };
}
