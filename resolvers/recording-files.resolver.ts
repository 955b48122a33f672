import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../src/context.ts';
import { manifestOf } from '../src/recordings/manifest.ts';
import type { ManifestSigner, SignedManifest } from '../src/recordings/manifest-signer.ts';
import { RecordingManifestType } from '../src/recordings/manifest.types.ts';
import { isComplete } from '../src/recordings/missing.ts';
import { RecordingType } from '../src/recordings/recording.types.ts';
import type { KnownChange } from '../src/recordings/recordings.ts';
import { tracksOf, type Track } from '../src/recordings/tracks.ts';
import { RecordingTrackType } from '../src/recordings/tracks.types.ts';
import type { RecordingsResolver } from './recordings.resolver.ts';

/** What the files of a recording are together. */
@Resolver(() => RecordingType)
export class RecordingFilesResolver {
  /** Files and changes are read through the resolver of these fields, so that one request reads them once. */
  constructor(
    private readonly parts: Pick<RecordingsResolver, 'files' | 'changes'>,
    private readonly now: () => number,
    private readonly signer: ManifestSigner | undefined,
  ) {}

  @FieldResolver(() => [RecordingTrackType], {
    description: 'What its files cover together: one entry for each user, kind of content and format.',
  })
  async tracks(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<readonly Track[]> {
    return tracksOf(await this.parts.files(recording, context));
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether all of it is proven to be there: it is COMPLETE because the vendor said that all files are there, and every file that was heard of, at least one, is READY. Never of RongCloud, which does not say so.',
  })
  async filesComplete(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<boolean> {
    return isComplete(recording, await this.parts.files(recording, context));
  }

  @FieldResolver(() => RecordingManifestType, {
    nullable: true,
    description: 'What exists of it, what is missing, and the evidence, signed. Null where this server has no key.',
  })
  async manifest(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<SignedManifest | null> {
    if (!this.signer) return null;
    const [files, changes] = await Promise.all([
      this.parts.files(recording, context),
      this.#allChanges(recording, context),
    ]);
    return this.signer.sign(manifestOf(recording, files, changes, this.now()));
  }

  /** The field gives them in parts. They are read once all the same. */
  async #allChanges(recording: RecordingType, context: RequestContext): Promise<readonly KnownChange[]> {
    const all: KnownChange[] = [];
    for (;;) {
      const part = await this.parts.changes(recording, context, all.at(-1)?.number, undefined);
      if (part.length === 0) return all;
      all.push(...part);
    }
  }
}
