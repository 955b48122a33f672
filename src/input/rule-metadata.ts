/** A JSON Schema, or a part of a JSON Schema. Rules use the internal values of enums; `published/` writes the names. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Machine-readable form of a rule. Each rule carries its metadata as a constraint of class-validator. */
export interface RuleMetadata {
  /** Schema of the value of the field, which is not null. */
  readonly value?: JsonSchema;
  /** Bounds of a 64-bit number, both included. */
  readonly int64?: { readonly min?: bigint; readonly max?: bigint };
  /** Schema of the whole input, for a rule over several fields. */
  readonly input?: JsonSchema;
  /** Schema of the whole input if the field has a value. */
  readonly whenGiven?: JsonSchema;
  /** The rule of `input` or `whenGiven` in words. */
  readonly inputMessage?: string;
  /** The rule in words, if JSON Schema cannot express the whole rule. */
  readonly message?: string;
}

/** Returns the metadata among the constraints of a rule, if any. */
export function ruleMetadataOf(constraints: readonly unknown[] | undefined): RuleMetadata | undefined {
  const [constraint] = constraints ?? [];
  return constraint instanceof RuleConstraint ? constraint.metadata : undefined;
}

/** Marks the metadata among the constraints of class-validator. */
export class RuleConstraint {
  constructor(readonly metadata: RuleMetadata) {}
}
