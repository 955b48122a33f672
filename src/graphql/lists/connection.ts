import { InvalidInput } from '../../errors.ts';
import { ORDERS } from '../../ledger/contract/orders.ts';
import { placeOf } from '../../ledger/contract/orders.ts';
import type { Page, PageWindow, Place, RecordingOrder, Recording } from '../../ledger/contract/entities.ts';
import { connectionFrom, fault, takeOf, type Connection, type ConnectionArguments } from './connections.ts';
import { isRecordingId } from '../../domain/recording-id.ts';

/** Recordings of one page. */
const SIZES = { byDefault: 20, most: 100 };

/** Older form of cursors of lists by creation. */
const EARLIER = 'recording';

/** Position of a recording in a list. Opaque to clients. */
export function cursorOf(row: Pick<Recording, 'id' | 'endedAt' | 'newsAt'>, order: RecordingOrder): string {
  return cursorAt(placeOf(row, ORDERS[order].axis), order);
}

function cursorAt({ id, at }: Place, order: RecordingOrder): string {
  return Buffer.from([order, ...(at === undefined ? [] : [at]), id].join(':')).toString('base64url');
}

/** Which rows a client asks for. Throws `InvalidInput` for a size out of range, a cursor that is none, or of another order. */
export function windowOf(args: ConnectionArguments, order: RecordingOrder): PageWindow {
  const { after, before } = args;
  const take = takeOf(args, SIZES);
  const behind = after == null ? undefined : readPlace('after', after, order);
  const inFront = before == null ? undefined : readPlace('before', before, order);
  return { order, ...(behind && { after: behind }), ...(inFront && { before: inFront }), take };
}

/**
 * Converts a page into a Relay connection. The cursor of an unfinished search is the place where the search stopped.
 */
export function connectionOf<Node>(
  page: Page,
  order: RecordingOrder,
  isFromFront: boolean,
  nodeOf: (row: Recording) => Node,
): Connection<Node> {
  const edges = page.rows.map((row) => ({ cursor: cursorOf(row, order), node: nodeOf(row) }));
  const reached = page.reached && cursorAt(page.reached, order);
  return connectionFrom(edges, page.hasNext, page.hasPrevious, {
    ...(reached !== undefined && (isFromFront ? { endCursor: reached } : { startCursor: reached })),
  });
}

function readPlace(name: string, cursor: string, order: RecordingOrder): Place {
  const [made = '', ...parts] = Buffer.from(cursor, 'base64url').toString().split(':');
  const id = parts.pop() ?? '';
  const isEarlier = made === EARLIER;
  if (!isRecordingId(id) || !(isEarlier || Object.hasOwn(ORDERS, made))) throw noCursor(name);
  const isOfOrder = isEarlier ? ORDERS[order].axis === 'created' : made === order;
  if (!isOfOrder) {
    const order = isEarlier ? 'NEWEST_FIRST or OLDEST_FIRST' : made;
    throw fault(
      name,
      `${name} is a cursor of a list in another order, ${order}: ask with that orderBy, or begin without ${name}`,
    );
  }
  const [at] = parts.map(Number);
  const hasTime = ORDERS[order].axis !== 'created';
  if (parts.length !== (hasTime ? 1 : 0) || (hasTime && !Number.isSafeInteger(at))) throw noCursor(name);
  return { id, ...(at !== undefined && { at }) };
}

function noCursor(name: string): InvalidInput {
  return fault(name, `${name} must be a cursor of this list`);
}
