import { createParts, type EngineOptions } from './engine-parts.ts';
import { Orphans } from './orphans.ts';
import { StartExecutor } from './start-executor.ts';
import { Worker } from './worker.ts';

/** Carries recordings from their start to their end. */
export type Engine = ReturnType<typeof createEngine>;

export function createEngine(options: EngineOptions) {
  const parts = createParts(options);
  const startExecutor = new StartExecutor(parts);
  return { ...parts, startExecutor, worker: new Worker(parts, startExecutor), orphans: new Orphans(parts) };
}
