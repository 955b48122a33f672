import { Kind, responsePathAsArray, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { InvalidInput, RecordingFailure, type ErrorEntry, type InputFault } from '../errors.ts';
import type { Answered } from '../recordings/idempotency/executor.ts';
import type { RequestContext } from './context.ts';

export type Arguments = Readonly<Record<string, unknown>>;

export type Resolve = (
  root: unknown,
  args: Arguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => Promise<unknown>;

/** Answers an input with faults as its field would. */
export type Refuse = (faults: readonly InputFault[], context: RequestContext, info: GraphQLResolveInfo) => unknown;

/** A field whose payload has `errors`. `failed`: the other members of the payload of a call that failed. */
export function errorsAsData(
  failed: object,
  run: (args: Arguments, context: RequestContext) => Promise<Answered>,
): { readonly resolve: Resolve; readonly refuse: Refuse } {
  const fail = (failure: RecordingFailure, context: RequestContext, info: GraphQLResolveInfo): object => {
    const errors = failure.entries();
    keepUnseen(errors, context, info);
    return { ...failed, errors };
  };
  return {
    resolve: async (_root, args, context, info) => {
      try {
        const answered = await run(args, context);
        const { errors = NO_ERRORS } = answered;
        if (errors.length > 0) keepUnseen(errors, context, info);
        return { ...answered, errors };
      } catch (error) {
        if (!(error instanceof RecordingFailure)) throw error;
        return fail(error, context, info);
      }
    },
    refuse: (faults, context, info) => fail(new InvalidInput(faults), context, info),
  };
}

const NO_ERRORS: readonly never[] = [];

/** Keeps errors for the top level of the answer if the document does not select `errors` of the payload. */
function keepUnseen(
  errors: readonly ErrorEntry[],
  context: RequestContext | undefined,
  info: GraphQLResolveInfo,
): void {
  if (!context || info.fieldNodes.some(({ selectionSet }) => selectionSet && selectsErrors(selectionSet, info))) return;
  const path = responsePathAsArray(info.path);
  (context.unseen ??= []).push(...errors.map((entry) => ({ path, entry })));
}

function selectsErrors({ selections }: SelectionSetNode, info: GraphQLResolveInfo): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === 'errors';
    if (selection.kind === Kind.INLINE_FRAGMENT) return selectsErrors(selection.selectionSet, info);
    const fragment = info.fragments[selection.name.value];
    return fragment !== undefined && selectsErrors(fragment.selectionSet, info);
  });
}
