import type { GraphQLInputObjectType } from 'graphql';

/**
 * Returns the field whose name differs from `written` only in capitals and underscores, such as the vendor's SdkAppId.
 * Messages may contain this name in production, too: the names of vendors are public.
 */
export function fieldMeant(type: GraphQLInputObjectType, written: string): string | undefined {
  const key = normalized(written);
  return Object.keys(type.getFields()).find((name) => normalized(name) === key);
}

function normalized(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
