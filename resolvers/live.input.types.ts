import { IsOptional, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Distinct, EachForm, Items, Keepable } from '../src/input/rules.ts';
import { RecordingProduct } from '../src/providers/product.ts';
import { RecordingChangeKind } from '../src/recordings/recording.enums.types.ts';
import { RecordingState } from '../src/recordings/recording.ts';
import { RecordingLabelFilterInput } from './recordings.input.types.ts';

const STATES = Object.keys(RecordingState).length;
const KINDS = Object.keys(RecordingChangeKind).length;
const MOST_RECORDINGS = 100;
/** Longer than any account or room of a vendor. */
const LONGEST_NAME = 255;

@InputType({ description: 'Which changes: those for which everything that is given is true.' })
export class RecordingChangeFilterInput {
  @Field(() => [ID], {
    nullable: true,
    description: `Changes of these recordings: their ids, as in Recording.id. From 1 to ${MOST_RECORDINGS} different ones.`,
  })
  @IsOptional()
  @Distinct()
  @Items(1, MOST_RECORDINGS)
  @EachForm(/^[\x21-\x7e]{1,64}$/, 'must be the id of a recording')
  recordingIds?: string[];

  @Field(() => RecordingProduct, { nullable: true, description: 'Changes of recordings of this recorder.' })
  @IsOptional()
  product?: RecordingProduct;

  @Field(() => String, {
    nullable: true,
    description: `Changes of recordings of this application of the vendor: SdkAppId, BizId or app key, as text. At most ${LONGEST_NAME} characters.`,
  })
  @IsOptional()
  @Keepable(1, LONGEST_NAME)
  account?: string;

  @Field(() => String, {
    nullable: true,
    description: `Changes of recordings of this room. At most ${LONGEST_NAME} characters.`,
  })
  @IsOptional()
  @Keepable(1, LONGEST_NAME)
  room?: string;

  @Field(() => [RecordingChangeKind], {
    nullable: true,
    description: `Changes of these kinds. From 1 to ${KINDS} different ones.`,
  })
  @IsOptional()
  @Distinct()
  @Items(1, KINDS)
  kinds?: RecordingChangeKind[];

  @Field(() => [RecordingState], {
    nullable: true,
    description: `Changes that led to one of these states, and news of files meanwhile. From 1 to ${STATES} different ones.`,
  })
  @IsOptional()
  @Distinct()
  @Items(1, STATES)
  states?: RecordingState[];

  @Field(() => RecordingLabelFilterInput, { nullable: true, description: 'Changes of recordings with this label.' })
  @IsOptional()
  @ValidateNested()
  label?: RecordingLabelFilterInput;
}
