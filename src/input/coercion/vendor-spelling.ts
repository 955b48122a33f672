import type { GraphQLInputObjectType } from 'graphql';

/**
 * The field of an input type that a name means, where the two differ in capitals and underscores alone: vendors write
 * SdkAppId. It is told in production, too, for the vendors publish their names.
 */
export function fieldMeant(type: GraphQLInputObjectType, written: string): string | undefined {
  const wanted = plain(written);
  return Object.keys(type.getFields()).find((name) => plain(name) === wanted);
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
