import DataLoader from 'dataloader';
import type { RequestContext } from '../src/context.ts';
import type { KnownChange, Recordings } from '../src/recordings/recordings.ts';
import { fileOf, type FileView } from '../src/recordings/view.ts';

interface Parts {
  readonly files: DataLoader<string, readonly FileView[]>;
  readonly changes: DataLoader<string, readonly KnownChange[]>;
}

/** Files and changes, each read once for all recordings of one request. */
export class RecordingParts {
  readonly #byRequest = new WeakMap<RequestContext, Parts>();

  constructor(private readonly recordings: Recordings) {}

  of(context: RequestContext): Parts {
    let parts = this.#byRequest.get(context);
    if (!parts) {
      parts = {
        files: new DataLoader(async (ids) => grouped(ids, await this.recordings.filesOf(ids), fileOf)),
        changes: new DataLoader(async (ids) => grouped(ids, await this.recordings.changesOf(ids), (row) => row)),
      };
      this.#byRequest.set(context, parts);
    }
    return parts;
  }
}

/** What was read, in the order of the ids that were asked for. */
function grouped<Row extends { readonly recordingId: string }, Value>(
  ids: readonly string[],
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
): Value[][] {
  const byId = new Map<string, Value[]>(ids.map((id) => [id, []]));
  for (const row of rows) byId.get(row.recordingId)?.push(valueOf(row));
  return ids.map((id) => byId.get(id)!);
}
