import type { Recorder } from './recorder.ts';

/** The recorders of all products. */
export class Recorders {
  readonly #byProduct: ReadonlyMap<string, Recorder>;

  constructor(readonly all: readonly Recorder[]) {
    this.#byProduct = new Map(all.map((recorder) => [recorder.product, recorder]));
  }

  get products(): readonly string[] {
    return [...this.#byProduct.keys()];
  }

  of(product: string): Recorder {
    const recorder = this.#byProduct.get(product);
    if (!recorder) throw new Error(`no recorder of ${product}`);
    return recorder;
  }
}
