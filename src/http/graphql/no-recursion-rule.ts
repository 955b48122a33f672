import {
  Kind,
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLCompositeType,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { clientError } from '../errors/public-errors.ts';

/**
 * Forbids object fields of a type below the same type. A change of a recording leads back to the recording, so nested
 * lists would grow without a bound.
 */
export const noRecursionRule: ValidationRule = (context) => {
  const walk = new Walk(context);
  return {
    OperationDefinition({ operation, selectionSet }) {
      const root = context.getSchema().getRootType(operation);
      if (root) walk.visit(selectionSet, root, new Set());
    },
  };
};

class Walk {
  /** Visited fragments, with the enclosing types. */
  readonly #seen = new Set<string>();
  readonly #reported = new Set<string>();

  constructor(private readonly context: ValidationContext) {}

  visit({ selections }: SelectionSetNode, type: GraphQLCompositeType, above: ReadonlySet<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.selectionSet) this.#field(selection.name.value, selection.selectionSet, type, above);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.visit(selection.selectionSet, this.#typeOf(selection.typeCondition?.name.value) ?? type, above);
      } else {
        const fragment = this.context.getFragment(selection.name.value);
        const key = [selection.name.value, ...above].join(' ');
        const on = this.#typeOf(fragment?.typeCondition.name.value);
        if (!fragment || !on || this.#seen.has(key)) continue;
        this.#seen.add(key);
        this.visit(fragment.selectionSet, on, above);
      }
    }
  }

  #field(name: string, below: SelectionSetNode, parent: GraphQLCompositeType, above: ReadonlySet<string>): void {
    const field = isUnionType(parent) ? undefined : parent.getFields()[name];
    const type = field && getNamedType(field.type);
    if (!isCompositeType(type) || type.name.startsWith('__')) return;
    const place = `${parent.name}.${name}`;
    if (above.has(parent.name)) {
      if (this.#reported.has(place)) return;
      this.#reported.add(place);
      const message = `${place} cannot be asked for below another ${parent.name}.`;
      this.context.reportError(clientError(message, 'GRAPHQL_VALIDATION_FAILED'));
      return;
    }
    this.visit(below, type, new Set([...above, parent.name]));
  }

  #typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.context.getSchema().getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}
