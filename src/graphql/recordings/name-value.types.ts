import { Field, InputType, ObjectType } from 'type-graphql';
import { Form } from '../../input/rules.ts';

const NAME = /^[A-Za-z0-9_.-]{1,63}$/;

/** The rule of every name of a label or of metadata. */
export function NameForm(): PropertyDecorator {
  return Form(NAME, 'must have 1 to 63 letters, digits, _, . or -');
}

@InputType({ description: 'A named text of your own.' })
export class NameValueInput {
  @Field(() => String, { description: 'Name. From 1 to 63 letters, digits, _, . and -.' })
  @NameForm()
  name!: string;

  @Field(() => String, { description: 'Text. May be empty. The list states the maximum length.' })
  value!: string;
}

@ObjectType('NameValue', { description: 'A named text of your own.', simpleResolvers: true })
export class NameValueType {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Text.' })
  value!: string;
}
