import type { Secret } from '../../../../wire/secret.ts';
import { isSignedBy, readUserSig, type UserSigContent } from '../../shared/usersig.ts';

/** Checks the UserSigs of robots for applications with a known key. */
export class RobotCheck {
  constructor(
    private readonly keys: ReadonlyMap<number, Secret>,
    private readonly now: () => number,
  ) {}

  /** Returns the fault of the ticket without its content; undefined: valid, or an unknown application. */
  fault(app: number, userId: string, ticket: string): string | undefined {
    const key = this.keys.get(app);
    if (!key) return undefined;
    const content = readUserSig(ticket);
    if (!content || !isComplete(content)) return 'The UserSig cannot be read.';
    if (content['TLS.identifier'] !== userId) return 'The UserSig is for another user.';
    if (content['TLS.sdkappid'] !== app) return 'The UserSig is for another application.';
    if (!isSignedBy(key, content)) return "The UserSig is not signed with the application's key.";
    if (content['TLS.time'] + content['TLS.expire'] <= this.now() / 1000) return 'The UserSig has expired.';
    return undefined;
  }
}

function isComplete(content: UserSigContent): boolean {
  const { 'TLS.identifier': user, 'TLS.sig': signature, 'TLS.time': time, 'TLS.expire': length } = content;
  const texts: readonly unknown[] = [user, signature];
  const numbers: readonly unknown[] = [content['TLS.sdkappid'], time, length];
  return texts.every((it) => typeof it === 'string') && numbers.every((it) => typeof it === 'number');
}
