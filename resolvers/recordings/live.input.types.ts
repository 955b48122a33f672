import { ValidateNested } from 'class-validator';
import { ID, InputType } from 'type-graphql';
import { OptionalField } from '../../src/input/nullable-fields.ts';
import { Distinct, EachForm, Items, StorableText } from '../../src/input/rules.ts';
import { PRODUCTS } from '../../src/providers/index.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { RecordingChangeKind } from '../../src/graphql/recordings/recording.enums.types.ts';
import { RecordingState } from '../../src/domain/recording.ts';
import { RecordingLabelFilterInput } from './filter.input.types.ts';

const STATES = Object.keys(RecordingState).length;
const KINDS = Object.keys(RecordingChangeKind).length;
const MAX_PRODUCTS = PRODUCTS.length;
const MAX_RECORDINGS = 100;
const MAX_LABELS = 10;
/** Longer than any account or room of a vendor. */
const MAX_NAME_LENGTH = 255;

@InputType({
  description:
    'Selects changes that meet all given conditions. Null, an empty list and an empty text are no condition.',
})
export class RecordingChangeFilterInput {
  @OptionalField(() => [ID], `Changes of these recordings (Recording.id). At most ${MAX_RECORDINGS}, all different.`)
  @Distinct()
  @Items(0, MAX_RECORDINGS)
  @EachForm(/^[\x21-\x7e]{1,64}$/, 'must be the id of a recording')
  recordingIds?: string[];

  @OptionalField(() => RecordingProduct, 'Changes of recordings of this product.')
  product?: string;

  @OptionalField(
    () => [RecordingProduct],
    `Changes of recordings of these products. At most ${MAX_PRODUCTS}, all different.`,
  )
  @Distinct()
  @Items(0, MAX_PRODUCTS)
  products?: string[];

  @OptionalField(
    () => String,
    `Changes of recordings of this vendor application: SdkAppId, BizId or app key, as text. At most ${MAX_NAME_LENGTH} characters.`,
  )
  @StorableText(0, MAX_NAME_LENGTH)
  account?: string;

  @OptionalField(() => String, `Changes of recordings of this room. At most ${MAX_NAME_LENGTH} characters.`)
  @StorableText(0, MAX_NAME_LENGTH)
  room?: string;

  @OptionalField(() => [RecordingChangeKind], `Changes of these kinds. At most ${KINDS}, all different.`)
  @Distinct()
  @Items(0, KINDS)
  kinds?: RecordingChangeKind[];

  @OptionalField(
    () => [RecordingState],
    `Changes into these states, and file changes while in them. Subscriptions also send changes out of them (transition LEFT); webhooks do not. At most ${STATES}, all different.`,
  )
  @Distinct()
  @Items(0, STATES)
  states?: RecordingState[];

  @OptionalField(() => RecordingLabelFilterInput, 'Changes of recordings with this label.')
  @ValidateNested()
  label?: RecordingLabelFilterInput;

  @OptionalField(
    () => [RecordingLabelFilterInput],
    `Changes of recordings with all of these labels. At most ${MAX_LABELS}.`,
  )
  @Items(0, MAX_LABELS)
  @ValidateNested({ each: true })
  labels?: RecordingLabelFilterInput[];
}
