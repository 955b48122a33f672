import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';
import { composeDecorators } from './compose-decorators.ts';

type FieldType = NonNullable<Parameters<typeof Field>[0]>;
type FieldOptions = Pick<NonNullable<Parameters<typeof Field>[1]>, 'defaultValue' | 'deprecationReason'>;

/** Declares a field that can be null. */
export function NullableField(type: FieldType, description: string, options: FieldOptions = {}): PropertyDecorator {
  return Field(type, { nullable: true, description, ...options });
}

/** Declares an input field that a client may leave out or set to null. */
export function OptionalField(type: FieldType, description: string, options: FieldOptions = {}): PropertyDecorator {
  return composeDecorators(NullableField(type, description, options), IsOptional());
}
