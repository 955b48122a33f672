import { getMetadataStorage as validationRules } from 'class-validator';
import { deferredChecks } from '../deferred-check.ts';
import { ruleMetadataOf, type JsonSchema, type RuleMetadata } from '../rule-metadata.ts';

/** What the rules of one field say to machines, all of them together. */
export interface FieldRules {
  /** Of the value; each holds. */
  readonly values: readonly JsonSchema[];
  readonly int64: NonNullable<RuleMetadata['int64']>;
  /** Of the whole input; each holds. */
  readonly inputs: readonly JsonSchema[];
  /** The same, where the field has a value. */
  readonly whenGiven: readonly JsonSchema[];
  /** Rules that JSON Schema does not say, or not wholly. */
  readonly words: readonly string[];
  /** The messages of rules that tie fields together. */
  readonly ties: readonly string[];
}

type InputClass = new () => object;

/** The rules of every field of an input class, from the metadata that the server checks by. Throws for a rule that says nothing. */
export function rulesOf(target: InputClass): ReadonlyMap<string, FieldRules> {
  const storage = validationRules();
  const found = storage.groupByPropertyName(storage.getTargetValidationMetadatas(target, '', false, false));
  const fields = new Map<string, FieldRules>();
  for (const [name, metadatas] of Object.entries(found)) {
    const said: RuleMetadata[] = [];
    for (const { type, constraints } of metadatas) {
      if (type !== 'customValidation') continue;
      const own = ruleMetadataOf(constraints as readonly unknown[] | undefined);
      if (!own) throw new Error(`${target.name}.${name}: a rule says nothing to machines`);
      said.push(own);
    }
    fields.set(name, {
      values: said.flatMap(({ value }) => (value && Object.keys(value).length > 0 ? [value] : [])),
      int64: Object.assign({}, ...said.map(({ int64 }) => int64)) as FieldRules['int64'],
      inputs: said.flatMap(({ input }) => (input ? [input] : [])),
      whenGiven: said.flatMap(({ whenGiven }) => (whenGiven ? [whenGiven] : [])),
      words: [...said.flatMap(({ words }) => (words === undefined ? [] : [words])), ...laterOf(target, name)],
      ties: said.flatMap(({ inputWords }) => (inputWords === undefined ? [] : [inputWords])),
    });
  }
  return fields;
}

function laterOf({ prototype }: InputClass, name: string): readonly string[] {
  return deferredChecks(prototype as object, name);
}
