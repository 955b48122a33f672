import { InputType } from 'type-graphql';
import { IdempotencyKeyField } from '../../src/graphql/recordings/own-fields.ts';
import { IdField } from './recordings.input.types.ts';
import { ofProducts } from '../products.ts';
import { declareLayouts, deprecatedOf, listed, type LayoutHolder } from '../layout/layout-fields.ts';

export interface UpdateRecordingLayoutInput extends LayoutHolder {
  readonly id: string;
  readonly idempotencyKey?: string;
}

/** The input of `updateRecordingLayout`, out of the layouts that recordings of these products take. */
export const updateRecordingLayoutInput = ofProducts((products): new () => UpdateRecordingLayoutInput => {
  const layouts = products.flatMap(({ layoutChange }) => layoutChange ?? []);

  @InputType({
    description: `The layout for one product. Exactly one of ${listed(layouts.map(({ field }) => field))}.`,
  })
  class RecordingLayoutInput {}

  @InputType('UpdateRecordingLayoutInput', {
    description: `Identifies the recording, with its new layout. Its product must have the capability UPDATE_LAYOUT. Exactly one of ${listed(['layout', ...deprecatedOf(layouts)])}.`,
  })
  class UpdateInput implements UpdateRecordingLayoutInput {
    @IdField()
    id!: string;

    idempotencyKey?: string;
  }

  declareLayouts(UpdateInput, 'The new layout.', RecordingLayoutInput, layouts);
  IdempotencyKeyField()(UpdateInput.prototype, 'idempotencyKey');
  return UpdateInput;
});
