import {
  Kind,
  OperationTypeNode,
  type GraphQLField,
  type GraphQLObjectType,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { oneOfVariables } from './arguments/one-of-variables.ts';
import { noRecursionRule } from './no-recursion-rule.ts';
import { clientError } from '../errors/public-errors.ts';
import { STREAM_PATH } from '../stream-path.ts';

/**
 * Maximum number of fields with an input and without a vendor call. A large input takes about 50 ms of processor time.
 */
const MAX_LOCAL = 2;
/** Maximum number of fields that call vendors up to a hundred times. */
const MAX_MANY = 1;

/**
 * Rules in addition to the specification. A field with an input is a signed vendor call, so the number of such fields
 * is limited.
 */
export function limitRules(maxCalls: number): ValidationRule[] {
  return [fewCalls(maxCalls), noRecursionRule, oneOfVariables];
}

function fewCalls(max: number): ValidationRule {
  const calls = max === 1 ? 'one call to a vendor' : `${max} calls to vendors`;
  return (context) => ({
    OperationDefinition({ operation, selectionSet }) {
      const root = context.getSchema().getRootType(operation);
      if (!root) {
        refuse(context, `There is no ${operation} here.`);
        return;
      }
      const withInput = rootFields(context, root, selectionSet).filter(({ args }) =>
        args.some(({ name }) => name === 'input'),
      );
      const local = withInput.filter(({ extensions }) => extensions['local']);
      if (withInput.length - local.length > max) refuse(context, `A request may hold ${calls}.`);
      const many = withInput.filter(({ extensions }) => extensions['many']);
      if (many.length > MAX_MANY) refuse(context, 'A request may hold one call that stops many recordings.');
      if (local.length > MAX_LOCAL) refuse(context, `A request may hold ${MAX_LOCAL} previews.`);
    },
  });
}

/** The root fields of an operation, fragments included. */
function rootFields(
  context: ValidationContext,
  root: GraphQLObjectType,
  { selections }: SelectionSetNode,
  seen = new Set<string>(),
): GraphQLField<unknown, unknown>[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return root.getFields()[selection.name.value] ?? [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(context, root, selection.selectionSet, seen);
    const fragment = seen.has(selection.name.value) ? undefined : context.getFragment(selection.name.value);
    seen.add(selection.name.value);
    return fragment ? rootFields(context, root, fragment.selectionSet, seen) : [];
  });
}

function refuse(context: ValidationContext, message: string): void {
  context.reportError(clientError(message, 'GRAPHQL_VALIDATION_FAILED'));
}

/** Refuses subscriptions over plain HTTP, which has a single answer. `publicPath`: path below which the server is published. */
export function noSubscriptions(publicPath: string): ValidationRule {
  return (context) => ({
    OperationDefinition({ operation }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      refuse(
        context,
        `A subscription is served over WebSocket (graphql-transport-ws) at ${publicPath}/graphql, or as server-sent events at ${publicPath}${STREAM_PATH}.`,
      );
    },
  });
}
