import DataLoader from 'dataloader';
import type { AnswerBudget, RequestContext } from '../../src/graphql/context.ts';
import { manifestOf, type ManifestSubject } from '../../src/recordings/manifest/manifest.ts';
import type { ManifestSigner, SignedManifest } from '../../src/recordings/manifest/manifest-signer.ts';
import type { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { KnownChange, RecordingReader, Recordings } from '../../src/recordings/recordings.ts';
import { filled } from '../../src/providers/filled.ts';
import { tracksOf, type Track } from '../../src/recordings/files/tracks.ts';
import { fileOf, type FileView } from '../../src/recordings/files/file-view.ts';
import type { ListCount } from '../lists/counts.resolver.ts';
import { bytesOfChange, bytesOfFile, sum } from '../loaded-bytes.ts';
import { inPages, inSlices } from '../row-slices.ts';

/** Part of a list, the same for each recording. */
export type FilesWindow = Parameters<RecordingReader['filesPage']>[1];
export type ChangesWindow = NonNullable<Parameters<RecordingReader['changesOf']>[1]>;

/** Loads the parts of recordings once per request. */
export class RecordingLoaders {
  readonly #byRequest = new WeakMap<RequestContext, RequestLoaders>();

  constructor(private readonly recordings: Recordings) {}

  of(context: RequestContext): RequestLoaders {
    let parts = this.#byRequest.get(context);
    if (!parts) this.#byRequest.set(context, (parts = new RequestLoaders(this.recordings, context.budget)));
    return parts;
  }
}

/** The loaders of a request. The budget of the request counts the rows read and the bytes of each field. */
class RequestLoaders {
  readonly #recordings: Recordings;
  readonly #budget: AnswerBudget | undefined;
  readonly #files: DataLoader<string, readonly FileView[]>;
  readonly #evidence: DataLoader<string, readonly KnownChange[]>;
  /** Loaders of changes and of files, by the page that the document selects. */
  readonly #changes = new Map<string, DataLoader<string, readonly KnownChange[]>>();
  readonly #filePages = new Map<string, DataLoader<string, readonly FileView[]>>();
  readonly #fileCounts = new Map<string, Promise<ListCount>>();
  readonly #tracks = new Map<string, Promise<readonly Track[]>>();
  readonly #manifests = new Map<string, Promise<SignedManifest>>();
  #turn: Promise<void> = Promise.resolve();

  constructor(recordings: Recordings, budget: AnswerBudget | undefined) {
    this.#recordings = recordings;
    this.#budget = budget;
    this.#files = new DataLoader(async (ids) => {
      const rows = await inSlices(ids, budget, bytesOfFile, (slice, limit) => recordings.reader.filesOf(slice, limit));
      return grouped(ids, rows, fileOf);
    });
    this.#evidence = new DataLoader(async (ids) => {
      const read = (slice: readonly string[], limit?: number) =>
        recordings.reader.changesOf(slice, limit === undefined ? {} : { limit });
      return grouped(ids, await inSlices(ids, budget, bytesOfChange, read), (row) => row);
    });
  }

  /** Returns a page of files. The budget counts the files for each field of the answer. */
  async files(id: string, window: FilesWindow): Promise<readonly FileView[]> {
    const loader = loaderOf(this.#filePages, JSON.stringify(window), async (ids) => {
      const rows = await inPages(ids, this.#budget, bytesOfFile, (slice) =>
        this.#recordings.reader.filesPage(slice, window),
      );
      return grouped(ids, rows, fileOf);
    });
    const files = await loader.load(id);
    this.#budget?.countWritten(sum(files, bytesOfFile));
    return files;
  }

  filesOf(id: string): Promise<readonly FileView[]> {
    return this.#files.load(id);
  }

  /** Returns the number of files, counted once for all aliases. */
  countFiles(id: string): Promise<ListCount> {
    return once(this.#fileCounts, id, async () => {
      await this.#ownTurn();
      return this.#recordings.reader.countFiles(id);
    });
  }

  async changes(id: string, window: ChangesWindow): Promise<readonly KnownChange[]> {
    const loader = loaderOf(this.#changes, JSON.stringify(window), async (ids) => {
      const rows = await this.#recordings.reader.changesOf(ids, window);
      this.#budget?.countRead(sum(rows, bytesOfChange));
      return grouped(ids, rows, (row) => row);
    });
    const changes = await loader.load(id);
    this.#budget?.countWritten(sum(changes, bytesOfChange));
    return changes;
  }

  tracks(id: string): Promise<readonly Track[]> {
    const make = async (): Promise<readonly Track[]> => {
      const files = await this.filesOf(id);
      await this.#ownTurn();
      return tracksOf(files);
    };
    return once(this.#tracks, id, make);
  }

  /** Adds the tracks of a field to the budget of the answer. */
  countTracks(tracks: readonly Track[]): void {
    this.#budget?.countWritten(JSON.stringify(tracks).length);
  }

  /** Returns a recording with the properties that decide the completeness, apart from the files. */
  subjectOf(recording: RecordingType): ManifestSubject {
    const recorder = this.#recordings.recorders.of(recording.product);
    return filled(recording, { reportsAllFiles: !recorder.areFilesAll });
  }

  manifest(recording: RecordingType, signer: ManifestSigner, now: () => number): Promise<SignedManifest> {
    const { id } = recording;
    const make = async (): Promise<SignedManifest> => {
      const [files, changes] = await Promise.all([this.filesOf(id), this.#evidence.load(id)]);
      await this.#ownTurn();
      const manifest = signer.sign(manifestOf(this.subjectOf(recording), files, changes, now()));
      this.#budget?.countRead(manifest.json.length);
      return manifest;
    };
    return once(this.#manifests, id, make);
  }

  /** Resolves in a separate turn of the event loop, because the next step takes some ms of processor time. */
  #ownTurn(): Promise<void> {
    this.#turn = this.#turn.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.#turn.then(() => this.#budget?.countRead(0)); // throws if the budget was exceeded meanwhile
  }
}

/** Returns the value of an id; creates the value the first time. */
function once<Value>(made: Map<string, Promise<Value>>, id: string, make: () => Promise<Value>): Promise<Value> {
  let value = made.get(id);
  if (!value) made.set(id, (value = make()));
  return value;
}

/** Returns the loader of a kind of page; creates the loader the first time. */
function loaderOf<Value>(
  loaders: Map<string, DataLoader<string, Value>>,
  key: string,
  read: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  let loader = loaders.get(key);
  if (!loader) loaders.set(key, (loader = new DataLoader(read)));
  return loader;
}

/** Groups rows by recording, in the order of the ids. */
function grouped<Row extends { readonly recordingId: string }, Value>(
  ids: readonly string[],
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
): Value[][] {
  const byId = new Map<string, Value[]>(ids.map((id) => [id, []]));
  for (const row of rows) byId.get(row.recordingId)?.push(valueOf(row));
  return ids.map((id) => byId.get(id)!);
}
