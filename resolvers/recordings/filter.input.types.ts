import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { Distinct, Items, Keepable } from '../../src/input/rules.ts';
import { DateTime } from '../../src/input/scalars.ts';
import { PRODUCTS } from '../../src/providers/index.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { NameForm } from '../../src/graphql/recordings/name-value.types.ts';
import { RecordingState } from '../../src/domain/recording.ts';

const STATES = Object.keys(RecordingState).length;
const MAX_PRODUCTS = PRODUCTS.length;
const MOST_LABELS = 10;
const LONGEST_TEXT = 64;
/** Longer than any account or room of a vendor. */
const LONGEST_NAME = 255;

@InputType({ description: 'A label that recordings must have.' })
export class RecordingLabelFilterInput {
  @Field(() => String, { description: 'Its name. Letters, digits, _, . and -; from 1 to 63.' })
  @NameForm()
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its value. Absent or empty: any. At most 255 characters.' })
  @IsOptional()
  @Keepable(0, 255)
  value?: string;
}

@InputType({
  description:
    'Which recordings: those for which everything that is given is true. Null, an empty list and an empty text ask for nothing, as if they were not there.',
})
export class RecordingFilterInput {
  @Field(() => RecordingProduct, { nullable: true, description: 'Recordings of this recorder.' })
  @IsOptional()
  product?: string;

  @Field(() => [RecordingProduct], {
    nullable: true,
    description: `Recordings of one of these recorders. At most ${MAX_PRODUCTS} different ones.`,
  })
  @IsOptional()
  @Distinct()
  @Items(0, MAX_PRODUCTS)
  products?: string[];

  @Field(() => [RecordingState], {
    nullable: true,
    description: `Recordings in one of these states. At most ${STATES} different ones.`,
  })
  @IsOptional()
  @Distinct()
  @Items(0, STATES)
  states?: RecordingState[];

  @Field(() => String, {
    nullable: true,
    description: `Recordings of this room. At most ${LONGEST_NAME} characters.`,
  })
  @IsOptional()
  @Keepable(0, LONGEST_NAME)
  room?: string;

  @Field(() => String, {
    nullable: true,
    description: `Recordings of this application of the vendor: SdkAppId, BizId or app key, as text. At most ${LONGEST_NAME} characters.`,
  })
  @IsOptional()
  @Keepable(0, LONGEST_NAME)
  account?: string;

  @Field(() => RecordingLabelFilterInput, { nullable: true, description: 'Recordings with this label.' })
  @IsOptional()
  @ValidateNested()
  label?: RecordingLabelFilterInput;

  @Field(() => [RecordingLabelFilterInput], {
    nullable: true,
    description: `Recordings with all of these labels. At most ${MOST_LABELS}.`,
  })
  @IsOptional()
  @Items(0, MOST_LABELS)
  @ValidateNested({ each: true })
  labels?: RecordingLabelFilterInput[];

  @Field(() => DateTime, { nullable: true, description: 'Recordings that were put into the ledger then or later.' })
  @IsOptional()
  createdFrom?: number;

  @Field(() => DateTime, { nullable: true, description: 'Recordings that were put into the ledger before then.' })
  @IsOptional()
  createdTo?: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Recordings that ended then or later, by endedAt. Those that have not ended are left out.',
  })
  @IsOptional()
  endedFrom?: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Recordings that ended before then, by endedAt. Those that have not ended are left out.',
  })
  @IsOptional()
  endedTo?: number;

  @Field(() => String, {
    nullable: true,
    description: `Recordings whose room, or the name or value of one of whose labels, contains this text as a whole. Upper and lower case are the same in every script, and so are forms of one character (NFKC): full width letters and ligatures. Accents count, and no character stands for others. At most ${LONGEST_TEXT} characters.`,
  })
  @IsOptional()
  @Keepable(0, LONGEST_TEXT)
  text?: string;
}

/** An object, not a TypeScript enum: the ledger takes its values as they are. */
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
  description: 'Order of a list of recordings. A cursor is good for the order of the list that it came from.',
  valuesConfig: {
    NEWEST_FIRST: { description: 'By createdAt: what was put into the ledger last comes first.' },
    OLDEST_FIRST: { description: 'By createdAt: what was put into the ledger first comes first.' },
    LAST_ENDED_FIRST: {
      description: 'By endedAt: what has not ended comes first, then what ended last. A failed start has no end.',
    },
    FIRST_ENDED_FIRST: { description: 'By endedAt: what ended first comes first, and what has not ended comes last.' },
    LAST_CHANGED_FIRST: {
      description:
        'By changedAt: what changed last comes first. A recording that changes while you page moves to the front.',
    },
    FIRST_CHANGED_FIRST: {
      description:
        'By changedAt: what changed first comes first. A recording that changes while you page comes again at the end.',
    },
  },
});

/** What recordings are counted by. */
export const RecordingGrouping = {
  PRODUCT: 'PRODUCT',
  STATE: 'STATE',
  ACCOUNT: 'ACCOUNT',
  LABEL: 'LABEL',
} as const;
export type RecordingGrouping = keyof typeof RecordingGrouping;

registerEnumType(RecordingGrouping, {
  name: 'RecordingGrouping',
  description: 'What recordings are counted by.',
  valuesConfig: {
    PRODUCT: { description: 'The recorder.' },
    STATE: { description: 'The state.' },
    ACCOUNT: { description: 'The application of the vendor.' },
    LABEL: { description: 'The value of the label that `label` names.' },
  },
});
