import { ValidateNested } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { any, filled, not, type Condition } from '../../../input/conditions.ts';
import { Between, Holds, HoldsAt, NotEmpty } from '../../../input/rules.ts';

/** One, with room for the rounding of binary fractions: 0.7 + 0.3 must pass. */
const ONE = 1 + 1e-9;

@InputType({
  description: 'A window of a CUSTOM arrangement, in fractions of the canvas. The origin is the top left corner.',
})
export class RongcloudRecordInputVideoInput {
  @Field(() => String, { description: 'User shown in the window.' })
  @NotEmpty()
  userId!: string;

  @Field(() => String, { description: 'Stream id of the user, such as 111_RongCloudRTC.' })
  @NotEmpty()
  streamId!: string;

  @Field(() => Float, { description: 'Left edge, as a fraction of the canvas width. From 0 to 1.' })
  @Between(0, 1)
  x!: number;

  @Field(() => Float, { description: 'Top edge, as a fraction of the canvas height. From 0 to 1.' })
  @Between(0, 1)
  y!: number;

  @Field(() => Float, { description: 'Width, as a fraction of the canvas width. From 0 to 1.' })
  @Holds<RongcloudRecordInputVideoInput, number>('plus x must not exceed 1', (width, { x }) => x + width <= ONE)
  @Between(0, 1)
  width!: number;

  @Field(() => Float, { description: 'Height, as a fraction of the canvas height. From 0 to 1.' })
  @Holds<RongcloudRecordInputVideoInput, number>('plus y must not exceed 1', (height, { y }) => y + height <= ONE)
  @Between(0, 1)
  height!: number;
}

/** `input` has windows where the arrangement needs some. */
export function SomeWindowsWhen(needed: Condition): PropertyDecorator {
  return HoldsAt(
    ['video'],
    'video must have at least 1 entry when mixLayout is CUSTOM',
    any(not(needed), filled('input.video')),
  );
}

@InputType({ description: 'Windows of a CUSTOM arrangement.' })
export class RongcloudRecordInputInput {
  @Field(() => [RongcloudRecordInputVideoInput], { description: 'The windows, one entry each. At least one.' })
  @ValidateNested({ each: true })
  video!: RongcloudRecordInputVideoInput[];
}
