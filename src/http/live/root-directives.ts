import { Kind, type DirectiveNode, type DocumentNode, type SelectionSetNode } from 'graphql';

/** The directives on the selections of an operation's root, in fragments too. */
export function rootDirectives(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  seen = new Set<string>(),
): readonly DirectiveNode[] {
  return selections.flatMap((selection) => {
    const { kind, directives = [] } = selection;
    if (kind === Kind.FIELD) return directives;
    if (kind === Kind.INLINE_FRAGMENT)
      return [...directives, ...rootDirectives(document, selection.selectionSet, seen)];
    const name = selection.name.value;
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    );
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || seen.has(name)) return directives;
    seen.add(name);
    return [...directives, ...rootDirectives(document, fragment.selectionSet, seen)];
  });
}
