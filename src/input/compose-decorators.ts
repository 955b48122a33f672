/** Combines decorators into one, to declare a field once that several inputs have. */
export function composeDecorators(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (prototype, name) => {
    for (const decorate of decorators) decorate(prototype, name);
  };
}
