import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Result of a callback, as in the ledger. */
export enum CallbackState {
  WAITING = 'WAITING',
  APPLIED = 'APPLIED',
  KEPT = 'KEPT',
  UNREAD = 'UNREAD',
  UNMATCHED = 'UNMATCHED',
  DOUBTED = 'DOUBTED',
}

registerEnumType(CallbackState, {
  name: 'CallbackState',
  description: 'What the server did with a callback.',
  valuesConfig: {
    WAITING: { description: 'Waiting to be applied, or for its recording to become known.' },
    APPLIED: { description: 'Applied to the recording.' },
    KEPT: { description: 'Stored without effect: it changes no recording, or its type is unknown.' },
    UNREAD: {
      description: 'The type is known, but the body cannot be read. The recording cannot become COMPLETE.',
    },
    UNMATCHED: { description: 'No recording was found within ten minutes.' },
    DOUBTED: {
      description: 'The body is unsigned, and the vendor did not confirm the content or could not be asked in time.',
    },
  },
});

@ObjectType('CallbackCount', {
  description: 'Number of callbacks of one source, type and state.',
  simpleResolvers: true,
})
export class CallbackCountType {
  @Field(() => String, { description: 'Origin, as vendor and product: tencent/trtc.' })
  source!: string;

  @NullableField(() => String, "Vendor's name or number of the event. Null: the callbacks have not been read.")
  type!: string | null;

  @Field(() => CallbackState, { description: 'What the server did with the callbacks.' })
  state!: `${CallbackState}`;

  @Field(() => Int, { description: 'Number of stored callbacks. The setting CALLBACKS_KEPT_DAYS limits their age.' })
  count!: number;
}
import { NullableField } from '../../input/nullable-fields.ts';
