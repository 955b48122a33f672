import { getMetadataStorage as validationRules } from 'class-validator';
import { deferredChecks } from '../deferred-check.ts';
import { ruleMetadataOf, type JsonSchema, type RuleMetadata } from '../rule-metadata.ts';
import type { InputClass } from '../input-plan.ts';

/** Machine-readable form of all rules of a field. */
export interface FieldRules {
  /** Schemas of the value. The value must match every schema. */
  readonly values: readonly JsonSchema[];
  readonly int64: NonNullable<RuleMetadata['int64']>;
  /** Schemas of the whole input. The input must match every schema. */
  readonly inputs: readonly JsonSchema[];
  /** Schemas of the whole input if the field has a value. */
  readonly whenGiven: readonly JsonSchema[];
  /** Rules that JSON Schema cannot express, or not completely. */
  readonly messages: readonly string[];
  /** Messages of rules over several fields. */
  readonly ties: readonly string[];
}

/** Returns the rules of every field of an input class, from the metadata of the checks. Throws for a rule without metadata. */
export function rulesOf(target: InputClass): ReadonlyMap<string, FieldRules> {
  const storage = validationRules();
  const found = storage.groupByPropertyName(storage.getTargetValidationMetadatas(target, '', false, false));
  const fields = new Map<string, FieldRules>();
  for (const [name, metadatas] of Object.entries(found)) {
    const rules: RuleMetadata[] = [];
    for (const { type, constraints } of metadatas) {
      if (type !== 'customValidation') continue;
      const own = ruleMetadataOf(constraints as readonly unknown[] | undefined);
      if (!own) throw new Error(`${target.name}.${name}: a rule has no metadata`);
      rules.push(own);
    }
    const messages = rules.flatMap(({ message }) => message ?? []);
    fields.set(name, {
      values: rules.flatMap(({ value }) => (value && Object.keys(value).length > 0 ? [value] : [])),
      int64: Object.assign({}, ...rules.map(({ int64 }) => int64)) as FieldRules['int64'],
      inputs: rules.flatMap(({ input }) => (input ? [input] : [])),
      whenGiven: rules.flatMap(({ whenGiven }) => (whenGiven ? [whenGiven] : [])),
      messages: [...messages, ...deferredChecks(target.prototype as object, name)],
      ties: rules.flatMap(({ inputMessage }) => inputMessage ?? []),
    });
  }
  return fields;
}
