import { Field, InputType, ObjectType } from 'type-graphql';
import { Form } from '../../input/rules.ts';

const NAME = /^[A-Za-z0-9_.-]{1,63}$/;

/** The rule of every name of a label or of metadata. */
export function NameForm(): PropertyDecorator {
  return Form(NAME, 'must have 1 to 63 letters, digits, _, . or -');
}

@InputType({ description: 'A text of your own and its name.' })
export class NameValueInput {
  @Field(() => String, { description: 'Its name. Letters, digits, _, . and -; from 1 to 63.' })
  @NameForm()
  name!: string;

  @Field(() => String, { description: 'The text. May be empty; the list says how long it may be.' })
  value!: string;
}

@ObjectType('NameValue', { description: 'A text of your own and its name.', simpleResolvers: true })
export class NameValueType {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'The text.' })
  value!: string;
}
