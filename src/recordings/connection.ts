import { InvalidInput } from '../errors.ts';
import type { Page, PageWindow, RecordingRow } from '../ledger/rows.ts';
import { isRecordingId } from './recording-id.ts';

/** The arguments of a Relay connection. */
export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** Recordings of one page. */
const DEFAULT_SIZE = 20;
/** Recordings of the largest page. */
export const LARGEST = 100;

const PREFIX = 'recording:';

/** Where a recording stands in a list. Opaque to clients. */
export function cursorOf({ id }: Pick<RecordingRow, 'id'>): string {
  return Buffer.from(PREFIX + id).toString('base64url');
}

/** Which rows a client asks for. Throws `InvalidInput` for a size out of range or a cursor that is none. */
export function windowOf(args: ConnectionArguments, order: PageWindow['order']): PageWindow {
  const { first, after, last, before } = args;
  if (first != null && last != null) throw fault('last', 'give first or last, not both');
  const after_ = after == null ? undefined : idOf('after', after);
  const before_ = before == null ? undefined : idOf('before', before);
  return {
    order,
    ...(after_ !== undefined && { after: after_ }),
    ...(before_ !== undefined && { before: before_ }),
    take: last == null ? { first: sizeOf('first', first) } : { last: sizeOf('last', last) },
  };
}

/** One page of a list, as Relay has it. */
export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly nodes: Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A page in the form of a Relay connection. */
export function connectionOf<Node>(page: Page, nodeOf: (row: RecordingRow) => Node): Connection<Node> {
  const edges = page.rows.map((row) => ({ cursor: cursorOf(row), node: nodeOf(row) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: page.hasPrevious,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function sizeOf(name: string, size: number | null | undefined): number {
  if (size == null) return DEFAULT_SIZE;
  if (size < 1 || size > LARGEST) throw fault(name, `${name} must be from 1 to ${LARGEST}`);
  return size;
}

function idOf(name: string, cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const id = text.slice(PREFIX.length);
  if (text.startsWith(PREFIX) && isRecordingId(id)) return id;
  throw fault(name, `${name} must be a cursor of this list`);
}

function fault(name: string, message: string): InvalidInput {
  return new InvalidInput([{ path: [name], message }]);
}
