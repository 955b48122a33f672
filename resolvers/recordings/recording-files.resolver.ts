import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../src/graphql/context.ts';
import type { ManifestSigner, SignedManifest } from '../../src/recordings/manifest/manifest-signer.ts';
import { RecordingManifestType } from '../../src/graphql/recordings/manifest.types.ts';
import { isComplete } from '../../src/recordings/files/completeness.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { RecordingParts } from './recording-parts.ts';

/** What the files of a recording are together. */
@Resolver(() => RecordingType)
export class RecordingFilesResolver {
  constructor(
    private readonly parts: RecordingParts,
    private readonly now: () => number,
    private readonly signer: ManifestSigner | undefined,
  ) {}

  @FieldResolver(() => Boolean, {
    description:
      'Whether all of it is proven to be there: it is COMPLETE because the vendor said that all files are there, and every file that was heard of, at least one, is READY. Never of RongCloud, which does not say so.',
  })
  async filesComplete(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<boolean> {
    const parts = this.parts.of(context);
    return isComplete(parts.subjectOf(recording), await parts.filesOf(recording.id));
  }

  @FieldResolver(() => RecordingManifestType, {
    nullable: true,
    description: 'What exists of it, what is missing, and the evidence, signed. Null where this server has no key.',
  })
  async manifest(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<SignedManifest | null> {
    const { signer } = this;
    return signer ? this.parts.of(context).manifest(recording, signer, this.now) : null;
  }
}

/** Counts the text of a manifest for every alias that asks for the text, though the manifest is made once. */
@Resolver(() => RecordingManifestType)
export class ManifestTextResolver {
  @FieldResolver(() => String, {
    description: 'The signed document, as JSON. Addresses of files stand in it without their query.',
  })
  json(@Root() { json }: RecordingManifestType, @Ctx() { budget }: RequestContext): string {
    budget?.tell(json.length);
    return json;
  }
}
