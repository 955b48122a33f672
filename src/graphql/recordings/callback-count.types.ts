import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** What became of a callback, as the ledger has it. */
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
  description: 'What became of a callback.',
  valuesConfig: {
    WAITING: { description: 'It is to be applied, or its recording is not known yet.' },
    APPLIED: { description: 'The ledger says what it told.' },
    KEPT: { description: 'It told nothing that changes a recording, or is of an unknown kind.' },
    UNREAD: {
      description: 'It is of a known kind, and what it tells cannot be read. Its recording does not become COMPLETE.',
    },
    UNMATCHED: { description: 'No recording was found within ten minutes.' },
    DOUBTED: {
      description:
        'Its body is not signed, and the vendor did not confirm what it told, or could not be asked in time.',
    },
  },
});

@ObjectType('CallbackCount', { description: 'How many callbacks there are of a kind.', simpleResolvers: true })
export class CallbackCountType {
  @Field(() => String, { description: 'Where they came in, as tencent/trtc.' })
  source!: string;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's name or number of the event. Null while they were not read.",
  })
  type!: string | null;

  @Field(() => CallbackState, { description: 'What became of them.' })
  state!: `${CallbackState}`;

  @Field(() => Int, { description: 'How many are kept; CALLBACKS_KEPT_DAYS says for how long.' })
  count!: number;
}
