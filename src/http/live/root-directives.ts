import { Kind, type DirectiveNode, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Returns the directives on the root selections of an operation, in fragments too. */
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
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || seen.has(name)) return directives;
    seen.add(name);
    return [...directives, ...rootDirectives(document, fragment.selectionSet, seen)];
  });
}
