import { IsOptional, ValidateNested } from 'class-validator';
import { Field } from 'type-graphql';
import { absent } from '../../../../input/conditions.ts';
import { RequiredWhen } from '../../../../input/rules.ts';
import { composeDecorators } from '../../../../input/compose-decorators.ts';
import { TrtcMixLayoutParamsInput } from './layout.types.ts';
import { TrtcSubscribeStreamUserIdsInput } from './record.types.ts';

// The fields of a new layout, declared once for the vendor's own action and the action for all products.

/** `mixLayoutParams?: TrtcMixLayoutParamsInput` */
export function MixLayoutParamsField(): PropertyDecorator {
  return composeDecorators(
    Field(() => TrtcMixLayoutParamsInput, {
      nullable: true,
      description:
        'The new picture, complete: what is left out of it goes back to its default. Used when recordMode is MIXED. Required when subscribeStreamUserIds is absent. Absent otherwise: the current picture, if the server knows it.',
    }),
    RequiredWhen('subscribeStreamUserIds is absent', absent('subscribeStreamUserIds')),
    ValidateNested(),
  );
}

/** `subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput` */
export function SubscribeStreamUserIdsField(): PropertyDecorator {
  return composeDecorators(
    Field(() => TrtcSubscribeStreamUserIdsInput, {
      nullable: true,
      description:
        'The new lists, complete: what is left out of them goes back to its default, so that {} records all users. Absent: the current lists, if the server knows them.',
    }),
    IsOptional(),
    ValidateNested(),
  );
}
