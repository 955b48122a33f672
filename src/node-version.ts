/** The oldest Node that runs the built server; package.json's `engines` says the same. */
const OLDEST = { major: 22, minor: 18 };

/** This version of Node cannot run the program. The message says how to fix that. */
export class NodeTooOld extends Error {
  override readonly name = 'NodeTooOld';
}

/** Throws `NodeTooOld` for a version below 22.18.0. `version` is without a v, as `process.versions.node`. */
export function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new NodeTooOld(
    `Tapedeck needs Node ${OLDEST.major}.${OLDEST.minor} or newer, and this is Node ${version}: ` +
      'install a newer Node, or run `npm ci`, which brings one for the npm scripts.',
  );
}
