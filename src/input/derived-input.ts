import { getMetadataStorage as validationRules } from 'class-validator';
import { getMetadataStorage as graphqlTypes, InputType } from 'type-graphql';
import { composeDecorators } from './compose-decorators.ts';
import { DeferredCheck, deferredChecks } from './deferred-check.ts';
import type { InputClass } from './input-plan.ts';
import { Normalize, normalizerOf } from './normalize.ts';

/** What differs from the field of the base class. `rules` replace all its rules but IsOptional and RequiredWhen. */
interface FieldChange {
  readonly description?: string;
  readonly of?: InputClass;
  readonly rules?: readonly PropertyDecorator[];
}

/** Makes an input class with the fields of a base class, under another name. */
export function sameInput<Base extends object>(
  base: InputClass<Base>,
  name: string,
  description: string,
): InputClass<Pick<Base, keyof Base & string>> {
  const fields = graphqlTypes().fields.filter(({ target }) => target === base);
  const kept = Object.fromEntries(fields.map((field) => [field.name, {}])) as Record<keyof Base & string, object>;
  return derivedInput(base, name, description, kept);
}

/**
 * Makes an input class with some fields of a base class, in the order of `fields`. A decorator in the place of a change
 * declares the whole field anew.
 */
export function derivedInput<Base extends object, Name extends keyof Base & string>(
  base: InputClass<Base>,
  name: string,
  description: string,
  fields: Readonly<Record<Name, FieldChange | PropertyDecorator>>,
): InputClass<Pick<Base, Name>> {
  const Derived = { [name]: class {} }[name]!; // the class has this name in errors, too
  InputType(name, { description })(Derived);
  for (const [field, change] of Object.entries<FieldChange | PropertyDecorator>(fields)) {
    const decorate = typeof change === 'function' ? change : changedField(base, change);
    decorate(Derived.prototype, field);
  }
  return Derived as InputClass<Pick<Base, Name>>;
}

function changedField(base: InputClass, { description, of, rules }: FieldChange): PropertyDecorator {
  return (prototype, property) => {
    const target = prototype.constructor;
    const field = graphqlTypes().fields.find(({ target, name }) => target === base && name === property)!;
    graphqlTypes().collectClassFieldMetadata({
      ...field,
      target,
      ...(description !== undefined && { description }),
      ...(of && { getType: () => field.getType() && of }), // the base's thunk finds out whether it is a list
    });
    const storage = validationRules();
    for (const rule of storage.getTargetValidationMetadatas(base, '', false, false)) {
      const isReplaced = rules && rule.type === 'customValidation' && rule.name !== 'requiredWhen';
      if (rule.propertyName !== property || isReplaced) continue;
      storage.addValidationMetadata(Object.assign(Object.create(rule) as typeof rule, { target }));
    }
    const from = base.prototype as object;
    const normalize = normalizerOf(from, field.name);
    composeDecorators(
      ...(rules ?? deferredChecks(from, field.name).toReversed().map(DeferredCheck)),
      ...(normalize ? [Normalize(normalize)] : []),
    )(prototype, property);
  };
}
