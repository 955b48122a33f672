import { registerEnumType } from 'type-graphql';

/** Values of the enum RecordingProduct by name: the recorders that `declareProducts` was given last. */
export const RecordingProduct: Record<string, string> = {};
const valuesConfig: Record<string, { readonly description: string }> = {};

registerEnumType(RecordingProduct, {
  name: 'RecordingProduct',
  description: "A vendor's recording service, with the mutation that starts a recording.",
  valuesConfig,
});

/** Makes these recorders the values of RecordingProduct, for the schema that is built next. */
export function declareProducts(products: readonly { readonly name: string; readonly description: string }[]): void {
  for (const name of Object.keys(RecordingProduct)) Reflect.deleteProperty(RecordingProduct, name);
  for (const { name, description } of products) {
    RecordingProduct[name] = name;
    valuesConfig[name] = { description };
  }
}
