/** A JSON Schema, or a part of one. Inside rules enums have their internal values; `published/` writes their names. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What a rule says to machines. Each rule carries it as class-validator's constraint, beside its check. */
export interface RuleMetadata {
  /** Of the value of the field, which is not null. */
  readonly value?: JsonSchema;
  /** Bounds of a 64-bit number, both included. */
  readonly int64?: { readonly min?: bigint; readonly max?: bigint };
  /** Of the whole input: a rule that ties fields together. */
  readonly input?: JsonSchema;
  /** The same, where the field has a value. */
  readonly whenGiven?: JsonSchema;
  /** That rule in words. */
  readonly inputWords?: string;
  /** The rule in words, where JSON Schema cannot say it, or not all of it. */
  readonly words?: string;
}

/** What the rules say whose metadata class-validator keeps. */
export function ruleMetadataOf(constraints: readonly unknown[] | undefined): RuleMetadata | undefined {
  const [said] = constraints ?? [];
  return said instanceof RuleConstraint ? said.said : undefined;
}

/** Marks a constraint of ours among those of class-validator. */
export class RuleConstraint {
  constructor(readonly said: RuleMetadata) {}
}
