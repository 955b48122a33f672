import { ValidateNested } from 'class-validator';
import { OptionalField } from '../../input/nullable-fields.ts';
import { InputType } from 'type-graphql';
import type { InputFault } from '../../errors.ts';
import { DeferredCheck } from '../../input/deferred-check.ts';
import { isStorableText, storableTextSchema, storableTextRule } from '../../input/storable-text.ts';
import { Finds, Form, Items } from '../../input/rules.ts';
import type { JsonSchema } from '../../input/rule-metadata.ts';
import { DateTime } from '../../input/scalars.ts';
import { composeDecorators } from '../../input/compose-decorators.ts';
import { NameValueInput } from './name-value.types.ts';

// Tapedeck's own fields of starts and other mutations, declared once for the inputs of all products. The fields never
// reach a vendor.

const MAX_LABELS = 20;
const MAX_LABEL_LENGTH = 255;
const MAX_METADATA = 50;
const MAX_METADATA_LENGTH = 2000;
const METADATA_ROOM = 16_000;

/** `labels?: NameValueInput[]`: texts for filters. */
export function LabelsField(): PropertyDecorator {
  return composeDecorators(
    OptionalField(
      () => [NameValueInput],
      `Labels for filters, not sent to the vendor. At most ${MAX_LABELS}; see docs/recordings.md.`,
    ),
    Finds((labels: readonly NameValueInput[]) => [...repeated(labels), ...unkeepable(labels, MAX_LABEL_LENGTH)], {
      value: valuesUpTo(MAX_LABEL_LENGTH),
      message: 'names must differ',
    }),
    Items(0, MAX_LABELS),
    ValidateNested({ each: true }),
  );
}

/** `metadata?: NameValueInput[]`: texts that the ledger keeps with a recording. */
export function MetadataField(): PropertyDecorator {
  return composeDecorators(
    OptionalField(
      () => [NameValueInput],
      `Data kept with the recording, in clear: no secrets. At most ${MAX_METADATA}; see docs/recordings.md.`,
    ),
    Finds(
      (metadata: readonly NameValueInput[]) => [
        ...repeated(metadata),
        ...unkeepable(metadata, MAX_METADATA_LENGTH),
        ...tooMuch(metadata),
      ],
      {
        value: valuesUpTo(MAX_METADATA_LENGTH),
        message: `names must differ, and there are at most ${METADATA_ROOM} characters in all, names included`,
      },
    ),
    Items(0, MAX_METADATA),
    ValidateNested({ each: true }),
  );
}

/** `stopBy?: number`, in Unix milliseconds: when the server stops the recording. */
export function StopByField(): PropertyDecorator {
  return composeDecorators(
    OptionalField(() => DateTime, 'Time at which the server stops the recording. Must be in the future. Absent: none.'),
    DeferredCheck('must be in the future'),
  );
}

/** `idempotencyKey?: string`: a key runs a call once. */
export function IdempotencyKeyField(): PropertyDecorator {
  return composeDecorators(
    OptionalField(
      () => String,
      'Makes a repeated call safe. 1 to 255 printable ASCII characters. See docs/recordings.md.',
    ),
    Form(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters without spaces'),
  );
}

/** `dryRun?: boolean`: checks the input and sends no request. */
export function DryRunField(): PropertyDecorator {
  return OptionalField(
    () => Boolean,
    'true: only checks the input and returns preview. Sends and stores nothing. Default: false.',
    { defaultValue: false },
  );
}

/** Tapedeck's own fields of a start. `StartInput` declares them. */
export abstract class OwnStartFields {
  labels?: NameValueInput[];
  metadata?: NameValueInput[];
  stopBy?: number;
  idempotencyKey?: string;
  dryRun?: boolean;
}

/** Declares the input of a start: the fields of its class, then Tapedeck's own. The class extends `OwnStartFields`. */
export function StartInput(description: string): (target: new () => OwnStartFields) => void {
  const fields: Readonly<Record<keyof OwnStartFields, PropertyDecorator>> = {
    labels: LabelsField(),
    metadata: MetadataField(),
    stopBy: StopByField(),
    idempotencyKey: IdempotencyKeyField(),
    dryRun: DryRunField(),
  };
  return (target) => {
    for (const [name, declare] of Object.entries(fields)) declare(target.prototype as object, name);
    InputType({ description })(target);
  };
}

function valuesUpTo(longest: number): JsonSchema {
  return { items: { properties: { value: storableTextSchema(0, longest) } } };
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
