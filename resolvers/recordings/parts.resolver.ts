import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../src/graphql/context.ts';
import { fileCursorOf, readFileCursor, readTrackCursor, trackCursorOf } from '../../src/graphql/lists/cursors.ts';
import {
  connectionFrom,
  cut,
  pageOfAll,
  sizeOf,
  takeOf,
  type Connection,
} from '../../src/graphql/lists/connections.ts';
import {
  RecordingChangeConnection,
  RecordingFileConnection,
  RecordingTrackConnection,
} from '../../src/graphql/lists/recordings.types.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import { resume } from '../../src/events/resume.ts';
import type { Recordings } from '../../src/recordings/recordings.ts';
import { keyOf, type Track } from '../../src/recordings/files/tracks.ts';
import { changeOf, type ChangeView } from '../../src/graphql/recordings/view.ts';
import type { FileView } from '../../src/recordings/files/file-view.ts';
import type { RecordingLoaders } from './recording.loaders.ts';
import { pageArguments } from '../lists/page-arguments.ts';
import { counted, type Counted, type ListCount } from '../lists/counts.resolver.ts';

const LONG = { byDefault: 200, most: 200 };
const TRACKS = { byDefault: 20, most: 200 };
const OF = {
  long: pageArguments(LONG.byDefault, LONG.most),
  tracks: pageArguments(TRACKS.byDefault, TRACKS.most),
};
const CHANGE_CURSOR = 'See RecordingChange.cursor.';

/** The lists of a recording: files, changes and tracks, as pages. */
@Resolver(() => RecordingType)
export class RecordingPartsResolver {
  constructor(
    private readonly service: Recordings,
    private readonly loaders: RecordingLoaders,
  ) {}

  @FieldResolver(() => RecordingFileConnection, {
    description:
      'Files that the vendor has reported, by name: first those of the current task, then those of tasks replaced by a repeated start.',
  })
  async files(
    // type-graphql lists arguments from the last to the first
    @Arg('before', () => String, OF.long.before) before: string | null | undefined,
    @Arg('last', () => Int, OF.long.last) @OF.long.size last: number | null | undefined,
    @Arg('after', () => String, OF.long.after) after: string | null | undefined,
    @Arg('first', () => Int, OF.long.first) @OF.long.size first: number | null | undefined,
    @Root() { id }: RecordingType,
    @Ctx() context: RequestContext,
  ): Promise<Connection<FileView> & Counted> {
    const take = takeOf({ first, last }, LONG);
    const found = await this.loaders.of(context).files(id, {
      each: sizeOf(take) + 1,
      after: after == null ? undefined : readFileCursor('after', after),
      before: before == null ? undefined : readFileCursor('before', before),
      fromEnd: 'last' in take,
    });
    // A cursor names a file, so an entry exists at the cursor.
    const { page, hasNext, hasPrevious } = cut(found, take, before != null, after != null);
    const edges = page.map((node) => ({ cursor: fileCursorOf(node), node }));
    return counted(connectionFrom(edges, hasNext, hasPrevious), () => this.loaders.of(context).countFiles(id));
  }

  @FieldResolver(() => RecordingChangeConnection, {
    description: 'Changes of the recording, oldest first, numbered from 1 without a gap.',
  })
  async changes(
    @Arg('before', () => String, {
      nullable: true,
      description: `Returns changes before this cursor. ${CHANGE_CURSOR}`,
    })
    before: string | null | undefined,
    @Arg('last', () => Int, OF.long.last) @OF.long.size last: number | null | undefined,
    @Arg('after', () => String, {
      nullable: true,
      description: `Returns changes after this cursor. ${CHANGE_CURSOR} "start": from the first change.`,
    })
    after: string | null | undefined,
    @Arg('first', () => Int, OF.long.first) @OF.long.size first: number | null | undefined,
    @Root() recording: RecordingType,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ChangeView> & Counted> {
    const take = takeOf({ first, last }, LONG);
    const behind = after == null ? 0 : await resume(this.service.reader, after, ['after']);
    const inFront = before == null ? undefined : await resume(this.service.reader, before, ['before']);
    const found = await this.loaders.of(context).changes(recording.id, {
      each: sizeOf(take) + 1,
      after: behind,
      ...(inFront !== undefined && { before: inFront }),
      fromEnd: 'last' in take,
    });
    const { page, hasNext, hasPrevious } = cut(found, take, false, false);
    const edges = page.map((row) => ({ cursor: changeOf(row, recording).cursor, node: changeOf(row, recording) }));
    const count = (): Promise<ListCount> => this.#countChanges(recording, context);
    const isBeforeSome = inFront !== undefined && (page.at(-1)?.number ?? 0) < (await count()).count;
    const isAfterSome = page[0] ? page[0].number > 1 : behind > 0;
    return counted(connectionFrom(edges, hasNext || isBeforeSome, hasPrevious || isAfterSome), count);
  }

  @FieldResolver(() => RecordingTrackConnection, {
    description: 'Time that the files cover: one track for each user, kind of content and format.',
  })
  async tracks(
    @Arg('before', () => String, OF.tracks.before) before: string | null | undefined,
    @Arg('last', () => Int, OF.tracks.last) @OF.tracks.size last: number | null | undefined,
    @Arg('after', () => String, OF.tracks.after) after: string | null | undefined,
    @Arg('first', () => Int, OF.tracks.first) @OF.tracks.size first: number | null | undefined,
    @Root() { id }: RecordingType,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Track> & Counted> {
    const take = takeOf({ first, last }, TRACKS);
    const places = {
      after: after == null ? undefined : readTrackCursor('after', after),
      before: before == null ? undefined : readTrackCursor('before', before),
    };
    const loaders = this.loaders.of(context);
    const all = await loaders.tracks(id);
    const { page, hasNext, hasPrevious } = pageOfAll(all, take, places, (track, key) => compare(keyOf(track), key));
    loaders.countTracks(page);
    const edges = page.map((node) => ({ cursor: trackCursorOf(node), node }));
    return counted(connectionFrom(edges, hasNext, hasPrevious), () =>
      Promise.resolve({ count: all.length, isExact: true }),
    );
  }

  /** Changes are numbered without a gap, so the number of the last change is the count. */
  async #countChanges({ id }: RecordingType, context: RequestContext): Promise<ListCount> {
    const [last] = await this.loaders.of(context).changes(id, { each: 1, fromEnd: true });
    return { count: last?.number ?? 0, isExact: true };
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
