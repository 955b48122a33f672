import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../src/graphql/context.ts';
import type { ManifestSigner, SignedManifest } from '../../src/recordings/manifest/manifest-signer.ts';
import { RecordingManifestType } from '../../src/graphql/recordings/manifest.types.ts';
import { isComplete } from '../../src/recordings/files/completeness.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { RecordingLoaders } from './recording.loaders.ts';

/** Completeness and manifest of a recording. */
@Resolver(() => RecordingType)
export class RecordingFilesResolver {
  constructor(
    private readonly loaders: RecordingLoaders,
    private readonly now: () => number,
    private readonly signer: ManifestSigner | undefined,
  ) {}

  @FieldResolver(() => Boolean, {
    description:
      'Whether all files are proven to exist: the state is COMPLETE, the vendor confirmed that no file is missing, and at least one file exists. Always false for RONGCLOUD, which cannot confirm it.',
  })
  async filesComplete(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<boolean> {
    const loaders = this.loaders.of(context);
    return isComplete(loaders.subjectOf(recording), await loaders.filesOf(recording.id));
  }

  @FieldResolver(() => RecordingManifestType, {
    nullable: true,
    description:
      'Signed list of the files, the gaps and the evidence. Null: this server has no signing key. See docs/manifest.md.',
  })
  async manifest(@Root() recording: RecordingType, @Ctx() context: RequestContext): Promise<SignedManifest | null> {
    const { signer } = this;
    return signer ? this.loaders.of(context).manifest(recording, signer, this.now) : null;
  }
}

/** Counts the text of a manifest for every alias that selects the text, though the manifest is created once. */
@Resolver(() => RecordingManifestType)
export class ManifestTextResolver {
  @FieldResolver(() => String, {
    description: 'The signed document, as JSON text. File addresses are without their query.',
  })
  json(@Root() { json }: RecordingManifestType, @Ctx() { budget }: RequestContext): string {
    budget?.countWritten(json.length);
    return json;
  }
}
