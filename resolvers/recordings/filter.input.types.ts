import { ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { OptionalField } from '../../src/input/nullable-fields.ts';
import { Distinct, Items, StorableText } from '../../src/input/rules.ts';
import { DateTime } from '../../src/input/scalars.ts';
import { PRODUCTS } from '../../src/providers/index.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { NameForm } from '../../src/graphql/recordings/name-value.types.ts';
import { RecordingState } from '../../src/domain/recording.ts';

const STATES = Object.keys(RecordingState).length;
const MAX_PRODUCTS = PRODUCTS.length;
const MAX_LABELS = 10;
const MAX_TEXT_LENGTH = 64;
/** Longer than any account or room of a vendor. */
const MAX_NAME_LENGTH = 255;

@InputType({ description: 'A label that a recording must have.' })
export class RecordingLabelFilterInput {
  @Field(() => String, { description: 'Name of the label. From 1 to 63 letters, digits, _, . and -.' })
  @NameForm()
  name!: string;

  @OptionalField(() => String, 'Value of the label. At most 255 characters. Absent or empty: any value.')
  @StorableText(0, 255)
  value?: string;
}

@InputType({
  description:
    'Selects recordings that meet all given conditions. Null, an empty list and an empty text are no condition.',
})
export class RecordingFilterInput {
  @OptionalField(() => RecordingProduct, 'Recordings of this product.')
  product?: string;

  @OptionalField(() => [RecordingProduct], `Recordings of these products. At most ${MAX_PRODUCTS}, all different.`)
  @Distinct()
  @Items(0, MAX_PRODUCTS)
  products?: string[];

  @OptionalField(() => [RecordingState], `Recordings in these states. At most ${STATES}, all different.`)
  @Distinct()
  @Items(0, STATES)
  states?: RecordingState[];

  @OptionalField(() => String, `Recordings of this room. At most ${MAX_NAME_LENGTH} characters.`)
  @StorableText(0, MAX_NAME_LENGTH)
  room?: string;

  @OptionalField(
    () => String,
    `Recordings of this vendor application: SdkAppId, BizId or app key, as text. At most ${MAX_NAME_LENGTH} characters.`,
  )
  @StorableText(0, MAX_NAME_LENGTH)
  account?: string;

  @OptionalField(() => RecordingLabelFilterInput, 'Recordings with this label.')
  @ValidateNested()
  label?: RecordingLabelFilterInput;

  @OptionalField(() => [RecordingLabelFilterInput], `Recordings with all of these labels. At most ${MAX_LABELS}.`)
  @Items(0, MAX_LABELS)
  @ValidateNested({ each: true })
  labels?: RecordingLabelFilterInput[];

  @OptionalField(() => DateTime, 'Recordings created at this time or later.')
  createdFrom?: number;

  @OptionalField(() => DateTime, 'Recordings created before this time.')
  createdTo?: number;

  @OptionalField(
    () => DateTime,
    'Recordings that ended at this time or later (endedAt). Excludes recordings that have not ended.',
  )
  endedFrom?: number;

  @OptionalField(
    () => DateTime,
    'Recordings that ended before this time (endedAt). Excludes recordings that have not ended.',
  )
  endedTo?: number;

  @OptionalField(
    () => String,
    `Recordings whose room, label name or label value contains this text. At most ${MAX_TEXT_LENGTH} characters. Ignores case and Unicode compatibility forms (NFKC), not accents. There are no wildcards.`,
  )
  @StorableText(0, MAX_TEXT_LENGTH)
  text?: string;
}

/** An object, not a TypeScript enum, because the ledger uses the same values. */
export const RecordingOrder = {
  NEWEST_FIRST: 'NEWEST_FIRST',
  OLDEST_FIRST: 'OLDEST_FIRST',
  LAST_ENDED_FIRST: 'LAST_ENDED_FIRST',
  FIRST_ENDED_FIRST: 'FIRST_ENDED_FIRST',
  LAST_CHANGED_FIRST: 'LAST_CHANGED_FIRST',
  FIRST_CHANGED_FIRST: 'FIRST_CHANGED_FIRST',
} as const;
export type RecordingOrder = keyof typeof RecordingOrder;

registerEnumType(RecordingOrder, {
  name: 'RecordingOrder',
  description: 'Order of a list of recordings. A cursor is valid only in the order that it was issued for.',
  valuesConfig: {
    NEWEST_FIRST: { description: 'By createdAt, newest first.' },
    OLDEST_FIRST: { description: 'By createdAt, oldest first.' },
    LAST_ENDED_FIRST: {
      description: 'By endedAt: recordings that have not ended, then the latest end first. A failed start has no end.',
    },
    FIRST_ENDED_FIRST: { description: 'By endedAt: the earliest end first, recordings that have not ended last.' },
    LAST_CHANGED_FIRST: {
      description: 'By changedAt, latest first. A recording that changes between two pages moves to the front.',
    },
    FIRST_CHANGED_FIRST: {
      description: 'By changedAt, earliest first. A recording that changes between two pages appears again at the end.',
    },
  },
});

export const RecordingGrouping = {
  PRODUCT: 'PRODUCT',
  STATE: 'STATE',
  ACCOUNT: 'ACCOUNT',
  LABEL: 'LABEL',
} as const;
export type RecordingGrouping = keyof typeof RecordingGrouping;

registerEnumType(RecordingGrouping, {
  name: 'RecordingGrouping',
  description: 'Property by which recordings are counted.',
  valuesConfig: {
    PRODUCT: { description: 'The product.' },
    STATE: { description: 'The state.' },
    ACCOUNT: { description: 'The vendor application.' },
    LABEL: { description: 'The value of the label named by `label`.' },
  },
});
