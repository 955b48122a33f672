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

/** Which part of a list is wanted of each recording. */
export type FilesWindow = Parameters<RecordingReader['filesPage']>[1];
export type ChangesWindow = NonNullable<Parameters<RecordingReader['changesOf']>[1]>;

/** What belongs to recordings, each read or made once for all that ask within one request. */
export class RecordingLoaders {
  readonly #byRequest = new WeakMap<RequestContext, RequestLoaders>();

  constructor(private readonly recordings: Recordings) {}

  of(context: RequestContext): RequestLoaders {
    let parts = this.#byRequest.get(context);
    if (!parts) this.#byRequest.set(context, (parts = new RequestLoaders(this.recordings, context.budget)));
    return parts;
  }
}

/** The parts of recordings for one request. The request's budget counts the rows read and the bytes of each field's answer. */
class RequestLoaders {
  readonly #recordings: Recordings;
  readonly #budget: AnswerBudget | undefined;
  readonly #files: DataLoader<string, readonly FileView[]>;
  readonly #evidence: DataLoader<string, readonly KnownChange[]>;
  /** Loaders of changes and of files, by the page that the document asks of each recording. */
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

  /** Some files of a recording, for one field of the answer; the budget counts them for each such field. */
  async files(id: string, wanted: FilesWindow): Promise<readonly FileView[]> {
    const loader = loaderOf(this.#filePages, JSON.stringify(wanted), async (ids) => {
      const rows = await inPages(ids, this.#budget, bytesOfFile, (slice) =>
        this.#recordings.reader.filesPage(slice, wanted),
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

  /** How many files a recording has: counted once, under however many names. */
  countFiles(id: string): Promise<ListCount> {
    return once(this.#fileCounts, id, async () => {
      await this.#ownTurn();
      return this.#recordings.reader.countFiles(id);
    });
  }

  /** Some changes of a recording, in their order. */
  async changes(id: string, wanted: ChangesWindow): Promise<readonly KnownChange[]> {
    const loader = loaderOf(this.#changes, JSON.stringify(wanted), async (ids) => {
      const rows = await this.#recordings.reader.changesOf(ids, wanted);
      this.#budget?.countRead(sum(rows, bytesOfChange));
      return grouped(ids, rows, (row) => row);
    });
    const changes = await loader.load(id);
    this.#budget?.countWritten(sum(changes, bytesOfChange));
    return changes;
  }

  /** All tracks of a recording. */
  tracks(id: string): Promise<readonly Track[]> {
    const make = async (): Promise<readonly Track[]> => {
      const files = await this.filesOf(id);
      await this.#ownTurn();
      return tracksOf(files);
    };
    return once(this.#tracks, id, make);
  }

  /** Adds the tracks of one field to the budget of the answer. */
  tell(tracks: readonly Track[]): void {
    this.#budget?.countWritten(JSON.stringify(tracks).length);
  }

  /** Returns a recording with all that its completeness depends on beside its files. */
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

  /** Resolves in a turn of the event loop in which this request makes nothing else: what is made takes some ms. */
  #ownTurn(): Promise<void> {
    this.#turn = this.#turn.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.#turn.then(() => this.#budget?.countRead(0)); // throws where the answer was given up meanwhile
  }
}

/** What was made under an id, or is made now. */
function once<Value>(made: Map<string, Promise<Value>>, id: string, make: () => Promise<Value>): Promise<Value> {
  let value = made.get(id);
  if (!value) made.set(id, (value = make()));
  return value;
}

/** The loader of pages of one kind. */
function loaderOf<Value>(
  loaders: Map<string, DataLoader<string, Value>>,
  key: string,
  read: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  let loader = loaders.get(key);
  if (!loader) loaders.set(key, (loader = new DataLoader(read)));
  return loader;
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
