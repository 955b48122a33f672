import { IsOptional, ValidateNested } from 'class-validator';
import { Field } from 'type-graphql';
import type { InputFault } from '../../errors.ts';
import { DeferredCheck } from '../../input/deferred-check.ts';
import { isStorableText, storableTextSchema, storableTextRule } from '../../input/storable-text.ts';
import { Finds, Form, Items } from '../../input/rules.ts';
import type { JsonSchema } from '../../input/rule-metadata.ts';
import { DateTime } from '../../input/scalars.ts';
import { composeDecorators } from '../../input/compose-decorators.ts';
import { NameValueInput } from './name-value.types.ts';

// What starts, and other mutations, take beside the vendor's parameters: declared once, used in the inputs of all
// products. They never reach a vendor.

const MOST_LABELS = 20;
const LONGEST_LABEL = 255;
const MOST_METADATA = 50;
const LONGEST_METADATA = 2000;
const METADATA_ROOM = 16_000;

/** `labels?: NameValueInput[]`: texts that recordings are found by. */
export function LabelsField(): PropertyDecorator {
  return optional(
    Field(() => [NameValueInput], {
      nullable: true,
      description: `Labels of your own, by which \`recordings\` can be filtered. Not sent to the vendor. At most ${MOST_LABELS} entries with different names; values of at most ${LONGEST_LABEL} characters.`,
    }),
    Finds((labels: readonly NameValueInput[]) => [...repeated(labels), ...unkeepable(labels, LONGEST_LABEL)], {
      value: valuesUpTo(LONGEST_LABEL),
      words: 'names must differ',
    }),
    Items(0, MOST_LABELS),
    ValidateNested({ each: true }),
  );
}

/** `metadata?: NameValueInput[]`: texts that are kept with a recording and given back with it. */
export function MetadataField(): PropertyDecorator {
  return optional(
    Field(() => [NameValueInput], {
      nullable: true,
      description: `Texts of your own that are kept with the recording and given back with it. Not sent to the vendor. At most ${MOST_METADATA} entries with different names; values of at most ${LONGEST_METADATA} characters; ${METADATA_ROOM} characters in all, names included. Put no secrets here: they are stored as they are.`,
    }),
    Finds(
      (metadata: readonly NameValueInput[]) => [
        ...repeated(metadata),
        ...unkeepable(metadata, LONGEST_METADATA),
        ...tooMuch(metadata),
      ],
      {
        value: valuesUpTo(LONGEST_METADATA),
        words: `names must differ, and there are at most ${METADATA_ROOM} characters in all, names included`,
      },
    ),
    Items(0, MOST_METADATA),
    ValidateNested({ each: true }),
  );
}

/** `stopBy?: number`, in Unix milliseconds: when the server stops the recording. */
export function StopByField(): PropertyDecorator {
  return optional(
    Field(() => DateTime, {
      nullable: true,
      description:
        'When the server stops the recording, if nobody has until then. Must be in the future. Absent: it runs until it is stopped or the vendor ends it.',
    }),
    DeferredCheck('must be in the future'),
  );
}

/** `idempotencyKey?: string`: under one key a call is carried out once. */
export function IdempotencyKeyField(): PropertyDecorator {
  return optional(
    Field(() => String, {
      nullable: true,
      description:
        'A key of your own for this call: a new one for each thing you want done, the same one when you send a call again. The same key and input are carried out once, and answered with the outcome of the first call (replayed is then true); another operation or input under it is refused. Kept for 7 days. 1 to 255 printable ASCII characters without spaces. The header Idempotency-Key does the same.',
    }),
    Form(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters without spaces'),
  );
}

/** `dryRun?: boolean`: check and show, and send nothing. */
export function DryRunField(): PropertyDecorator {
  return optional(
    Field(() => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        'Only check the input and show in preview what would be sent: nothing is sent, and nothing is put into the ledger. Default: false.',
    }),
  );
}

function valuesUpTo(longest: number): JsonSchema {
  return { items: { properties: { value: storableTextSchema(0, longest) } } };
}

function optional(field: PropertyDecorator, ...rules: readonly PropertyDecorator[]): PropertyDecorator {
  return composeDecorators(field, IsOptional(), ...rules);
}

function repeated(pairs: readonly NameValueInput[]): InputFault[] {
  const seen = new Set<string>();
  return pairs.flatMap(({ name }, index) => {
    if (seen.has(name)) return [{ path: [String(index), 'name'], message: 'name must differ from those before it' }];
    seen.add(name);
    return [];
  });
}

function unkeepable(pairs: readonly NameValueInput[], longest: number): InputFault[] {
  const message = `value ${storableTextRule(0, longest)}`;
  return pairs.flatMap(({ value }, index) =>
    isStorableText(value, 0, longest) ? [] : [{ path: [String(index), 'value'], message }],
  );
}

function tooMuch(pairs: readonly NameValueInput[]): InputFault[] {
  const characters = pairs.reduce((sum, { name, value }) => sum + name.length + Array.from(value).length, 0);
  const message = `metadata must have at most ${METADATA_ROOM} characters in all, names included`;
  return characters <= METADATA_ROOM ? [] : [{ path: [], message }];
}
