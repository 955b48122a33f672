import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../src/context.ts';
import { manifestOf } from '../src/recordings/manifest.ts';
import type { ManifestSigner, SignedManifest } from '../src/recordings/manifest-signer.ts';
import { RecordingManifestType } from '../src/recordings/manifest.types.ts';
import { isComplete } from '../src/recordings/missing.ts';
import { RecordingType } from '../src/recordings/recording.types.ts';
import { tracksOf, type Track } from '../src/recordings/tracks.ts';
import { RecordingTrackType } from '../src/recordings/tracks.types.ts';
import type { RecordingParts } from './recording-parts.ts';

/** What the files of a recording are together. */
@Resolver(() => RecordingType)
export class RecordingFilesResolver {
  constructor(
    private readonly parts: RecordingParts,
    private readonly now: () => number,
    private readonly signer: ManifestSigner | undefined,
  ) {}

  @FieldResolver(() => [RecordingTrackType], {
    description: 'What its files cover together: one entry for each user, kind of content and format.',
  })
  async tracks(@Root() { id }: RecordingType, @Ctx() context: RequestContext): Promise<readonly Track[]> {
    return tracksOf(await this.parts.of(context).files.load(id));
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether all of it is proven to be there: it is COMPLETE because the vendor said that all files are there, and every file that was heard of, at least one, is READY. Never of RongCloud, which does not say so.',
  })
  async filesComplete(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<boolean> {
    return isComplete(recording, await this.parts.of(context).files.load(recording.id));
  }

  @FieldResolver(() => RecordingManifestType, {
    nullable: true,
    description: 'What exists of it, what is missing, and the evidence, signed. Null where this server has no key.',
  })
  async manifest(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<SignedManifest | null> {
    if (!this.signer) return null;
    const parts = this.parts.of(context);
    const [files, changes] = await Promise.all([parts.files.load(recording.id), parts.changes.load(recording.id)]);
    return this.signer.sign(manifestOf(recording, files, changes, this.now()));
  }
}
