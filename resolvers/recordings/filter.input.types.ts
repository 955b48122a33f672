import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
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

  @Field(() => String, {
    nullable: true,
    description: 'Value of the label. At most 255 characters. Absent or empty: any value.',
  })
  @IsOptional()
  @StorableText(0, 255)
  value?: string;
}

@InputType({
  description:
    'Selects recordings that meet all given conditions. Null, an empty list and an empty text are no condition.',
})
export class RecordingFilterInput {
  @Field(() => RecordingProduct, { nullable: true, description: 'Recordings of this product.' })
  @IsOptional()
  product?: string;

  @Field(() => [RecordingProduct], {
    nullable: true,
    description: `Recordings of these products. At most ${MAX_PRODUCTS}, all different.`,
  })
  @IsOptional()
  @Distinct()
  @Items(0, MAX_PRODUCTS)
  products?: string[];

  @Field(() => [RecordingState], {
    nullable: true,
    description: `Recordings in these states. At most ${STATES}, all different.`,
  })
  @IsOptional()
  @Distinct()
  @Items(0, STATES)
  states?: RecordingState[];

  @Field(() => String, {
    nullable: true,
    description: `Recordings of this room. At most ${MAX_NAME_LENGTH} characters.`,
  })
  @IsOptional()
  @StorableText(0, MAX_NAME_LENGTH)
  room?: string;

  @Field(() => String, {
    nullable: true,
    description: `Recordings of this vendor application: SdkAppId, BizId or app key, as text. At most ${MAX_NAME_LENGTH} characters.`,
  })
  @IsOptional()
  @StorableText(0, MAX_NAME_LENGTH)
  account?: string;

  @Field(() => RecordingLabelFilterInput, { nullable: true, description: 'Recordings with this label.' })
  @IsOptional()
  @ValidateNested()
  label?: RecordingLabelFilterInput;

  @Field(() => [RecordingLabelFilterInput], {
    nullable: true,
    description: `Recordings with all of these labels. At most ${MAX_LABELS}.`,
  })
  @IsOptional()
  @Items(0, MAX_LABELS)
  @ValidateNested({ each: true })
  labels?: RecordingLabelFilterInput[];

  @Field(() => DateTime, { nullable: true, description: 'Recordings created at this time or later.' })
  @IsOptional()
  createdFrom?: number;

  @Field(() => DateTime, { nullable: true, description: 'Recordings created before this time.' })
  @IsOptional()
  createdTo?: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Recordings that ended at this time or later (endedAt). Excludes recordings that have not ended.',
  })
  @IsOptional()
  endedFrom?: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Recordings that ended before this time (endedAt). Excludes recordings that have not ended.',
  })
  @IsOptional()
  endedTo?: number;

  @Field(() => String, {
    nullable: true,
    description: `Recordings whose room, label name or label value contains this text. At most ${MAX_TEXT_LENGTH} characters. Ignores case and Unicode compatibility forms (NFKC), not accents. There are no wildcards.`,
  })
  @IsOptional()
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

/** Properties to count recordings by. */
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
