import { sql } from 'kysely';
import { membersOf } from '../contract/json-text.ts';
import type { Place, RecordingFilter, Recording } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';
import type { IdQuery } from './page-query.ts';

/** Members of a recording that filters and orders evaluate. */
export type Candidate = Pick<
  Recording,
  'id' | 'product' | 'state' | 'account' | 'room' | 'labels' | 'wanted' | 'createdAt' | 'endedAt' | 'newsAt'
>;

/** Reads the recordings that a query selects, in no particular order. */
export async function readCandidates(db: Db, ids: IdQuery): Promise<Candidate[]> {
  const records = await db
    .selectFrom('recordings')
    .select(['id', 'product', 'state', 'account', 'room', 'labels', 'wanted', 'created_at', 'ended_at', 'news_at'])
    .where(sql<boolean>`id in (select id from (${ids}) as page)`)
    .execute();
  return records.map((record) => ({
    id: record.id,
    product: record.product,
    state: record.state,
    account: record.account,
    room: record.room,
    labels: record.labels === '{}' ? NO_LABELS : (membersOf(record.labels) as Candidate['labels']),
    wanted: record.wanted,
    createdAt: record.created_at,
    endedAt: record.ended_at,
    newsAt: record.news_at,
  }));
}

const NO_LABELS: Candidate['labels'] = {};

/** Compares two places on the same axis. */
export function compare(one: Place, other: Place): number {
  return (one.at ?? 0) - (other.at ?? 0) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** Compiles a filter to a predicate. */
export function matcherOf(filter: RecordingFilter): (candidate: Candidate) => boolean {
  const { products, states, room, account, labels = [], wanted } = filter;
  const { createdFrom = -Infinity, createdTo = Infinity, endedFrom, endedTo } = filter;
  const text = filter.text === undefined ? undefined : folded(filter.text);
  const mustHaveEnded = endedFrom !== undefined || endedTo !== undefined;
  return (candidate) =>
    (products === undefined || products.includes(candidate.product)) &&
    (states === undefined || states.includes(candidate.state)) &&
    (room === undefined || candidate.room === room) &&
    (account === undefined || candidate.account === account) &&
    (wanted === undefined || candidate.wanted === wanted) &&
    candidate.createdAt >= createdFrom &&
    candidate.createdAt < createdTo &&
    (!mustHaveEnded || isWithin(candidate.endedAt, endedFrom, endedTo)) &&
    labels.every(({ name, value }) => hasLabel(candidate.labels, name, value)) &&
    (text === undefined || holdsText(candidate, text));
}

function isWithin(time: number | null, from = -Infinity, to = Infinity): boolean {
  return time !== null && time >= from && time < to;
}

function hasLabel(labels: Candidate['labels'], name: string, value: string | undefined): boolean {
  return Object.hasOwn(labels, name) && (value === undefined || labels[name] === value);
}

/**
 * Folds a text for a search: ignores case and the forms of a character, such as full-width letters and ligatures. Databases
 * compare no texts, so all stores give the same results.
 */
function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase(); // same result, ten times as fast
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

const ASCII = /^[\0-\x7f]*$/;

/** Whether the room, or the name or value of a label, contains a folded text. Takes linear time. */
function holdsText({ room, labels }: Pick<Candidate, 'room' | 'labels'>, text: string): boolean {
  if (room !== null && folded(room).includes(text)) return true;
  return Object.entries(labels).some(([name, value]) => folded(name).includes(text) || folded(value).includes(text));
}
