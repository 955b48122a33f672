import { IsOptional, ValidateNested } from 'class-validator';
import { Field } from 'type-graphql';
import { NullableField } from '../../src/input/nullable-fields.ts';
import { absent } from '../../src/input/conditions.ts';
import { ExactlyOne } from '../../src/input/exactly-one.ts';
import { Holds, RequiredWhen } from '../../src/input/rules.ts';
import { composeDecorators } from '../../src/input/compose-decorators.ts';
import type { LayoutField } from '../../src/providers/provider.ts';

const REPLACED = 'Use layout. Removed after 2027-11-30.';

/** An input with a layout of one product. */
export interface LayoutHolder {
  readonly layout?: Readonly<Record<string, object | undefined>>;
}

/**
 * Gives an input the field `layout`, whose class has a field for each product and takes exactly one of them, and the
 * deprecated fields beside `layout`.
 */
export function declareLayouts(
  holder: new () => object,
  description: string,
  layoutClass: new () => object,
  fields: readonly LayoutField[],
): void {
  for (const { field, input, description } of fields) {
    const options = { nullable: true, description };
    composeDecorators(
      Field(() => input, options),
      IsOptional(),
      ValidateNested(),
    )(layoutClass.prototype as object, field);
  }
  ExactlyOne()(layoutClass);
  const older = deprecatedOf(fields);
  const areAbsent = `${listed(older)} are absent`;
  composeDecorators(
    NullableField(() => layoutClass, `${description} Required when ${areAbsent}.`),
    RequiredWhen(areAbsent, absent(...older)),
    ValidateNested(),
  )(holder.prototype as object, 'layout');
  for (const { field, input, deprecated } of fields) {
    if (!deprecated) continue;
    const { description, rule } = deprecated;
    composeDecorators(
      NullableField(() => input, description, { deprecationReason: REPLACED }),
      IsOptional(),
      Holds(rule, absent('layout', ...older.slice(0, older.indexOf(field)))),
      ValidateNested(),
    )(holder.prototype as object, field);
  }
}

/** The layout of a product in an input, under `layout` or as a deprecated field. */
export function layoutIn(holder: LayoutHolder, { field }: LayoutField): object | undefined {
  return holder.layout?.[field] ?? (holder as Readonly<Record<string, object | undefined>>)[field];
}

/** Names of the deprecated fields beside `layout`. */
export function deprecatedOf(fields: readonly LayoutField[]): string[] {
  return fields.filter(({ deprecated }) => deprecated).map(({ field }) => field);
}

/** Names in one text: "a, b and c". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
