import {
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { clientError } from './public-errors.ts';

/** Longest document, in GraphQL tokens. */
export const MAX_TOKENS = 5000;
const MAX_DEPTH = 15;
const MAX_ALIASES = 50;
const MAX_DIRECTIVES = 50;

/** Rules that keep one request from costing too much: each mutation is a signed call to a vendor. */
export function limitRules(maxMutations: number): ValidationRule[] {
  return [fewMutations(maxMutations), shallow, fewAliasesAndDirectives];
}

function fewMutations(max: number): ValidationRule {
  const words = max === 1 ? 'one mutation' : `${max} mutations`;
  return (context) => {
    return {
      OperationDefinition(operation) {
        if (!context.getSchema().getRootType(operation.operation))
          refuse(context, `There is no ${operation.operation} here.`);
        if (operation.operation !== OperationTypeNode.MUTATION) return;
        if (rootFields(context, operation.selectionSet) > max) {
          refuse(context, `A request may hold ${words}: each is a call to a vendor.`);
        }
      },
    };
  };
}

/** How many fields of the root an operation asks for, in fragments too; __typename calls nobody. */
function rootFields(context: ValidationContext, { selections }: SelectionSetNode, seen = new Set<string>()): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value !== '__typename') count += 1;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      count += rootFields(context, selection.selectionSet, seen);
    } else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = context.getFragment(selection.name.value);
      if (fragment) count += rootFields(context, fragment.selectionSet, seen);
    }
  }
  return count;
}

const shallow: ValidationRule = (context) => {
  let depth = 0;
  return {
    SelectionSet: {
      enter() {
        if (++depth === MAX_DEPTH + 1) refuse(context, `Selections may be nested ${MAX_DEPTH} deep.`);
      },
      leave() {
        depth -= 1;
      },
    },
  };
};

const fewAliasesAndDirectives: ValidationRule = (context): ASTVisitor => {
  let aliases = 0;
  let directives = 0;
  return {
    Field({ alias }) {
      if (alias && ++aliases === MAX_ALIASES + 1) refuse(context, `A document may hold ${MAX_ALIASES} aliases.`);
    },
    Directive() {
      if (++directives === MAX_DIRECTIVES + 1) refuse(context, `A document may hold ${MAX_DIRECTIVES} directives.`);
    },
  };
};

function refuse(context: ValidationContext, message: string): void {
  context.reportError(clientError(message, 'GRAPHQL_VALIDATION_FAILED'));
}
