import { Field, ObjectType } from 'type-graphql';
import type { SignedManifest } from '../../recordings/manifest/manifest-signer.ts';

@ObjectType('RecordingManifest', {
  description:
    'What exists of a recording, what is missing, and how that is known; signed by this server. docs/manifest.md describes the document, `npm run manifest:verify` checks it.',
  simpleResolvers: true,
})
export class RecordingManifestType implements SignedManifest {
  @Field(() => String, {
    description: 'The signed document, as JSON. Addresses of files stand in it without their query.',
  })
  json!: string;

  @Field(() => Boolean, { description: 'Whether the document says that the recording is complete.' })
  isComplete!: boolean;

  @Field(() => String, { description: 'The signature in it: HMAC-SHA256, 64 hex digits.' })
  signature!: string;
}
