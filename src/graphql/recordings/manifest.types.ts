import { Field, ObjectType } from 'type-graphql';
import type { SignedManifest } from '../../recordings/manifest/manifest-signer.ts';

@ObjectType('RecordingManifest', {
  description: 'Signed list of the files, the gaps and the evidence of a recording. See docs/manifest.md.',
  simpleResolvers: true,
})
export class RecordingManifestType implements SignedManifest {
  @Field(() => String, {
    description: 'The signed document, as JSON text. File addresses are without their query.',
  })
  json!: string;

  @Field(() => Boolean, { description: 'Whether the document states that the recording is complete.' })
  isComplete!: boolean;

  @Field(() => String, { description: 'Signature contained in the document: HMAC-SHA256, 64 hexadecimal digits.' })
  signature!: string;
}
