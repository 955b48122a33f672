import { InvalidInput } from '../../../errors.ts';
import { recheck } from '../../../input/read-input.ts';
import { filled } from '../../filled.ts';
import type { TrtcStorageParamsInput } from '../trtc/storage.types.ts';

/** Places for files that the operator has named, so that no client needs their credentials. */
export class StorageProfiles {
  readonly #profiles = new Map<string, TrtcStorageParamsInput>();
  readonly #inlineAllowed: boolean;

  /** `inlineAllowed`: whether clients may send storage credentials of their own. */
  constructor(inlineAllowed: boolean) {
    this.#inlineAllowed = inlineAllowed;
  }

  define(name: string, params: TrtcStorageParamsInput): void {
    this.#profiles.set(name, params);
  }

  /**
   * Replaces the storage profile in an input by its settings. Throws `InvalidInput` if the profile does not exist or
   * does not suit the recording, or if the input has credentials while a setting forbids them.
   */
  resolve<Input extends { storageParams: TrtcStorageParamsInput }>(input: Input): Input {
    const { profile, cloudStorage } = input.storageParams;
    if (profile == null) {
      if (cloudStorage != null && !this.#inlineAllowed) {
        throw fault('cloudStorage', 'credentials in a request are switched off here: name a profile');
      }
      return input;
    }
    const params = this.#profiles.get(profile);
    if (!params)
      throw fault('profile', `profile must be one of ${[...this.#profiles.keys()].join(', ') || '(none is set up)'}`);
    const spelt = filled(input, { storageParams: params });
    recheck(spelt, ['input']); // a bucket of S3 does not suit a web page
    return spelt;
  }
}

function fault(field: string, message: string): InvalidInput {
  return new InvalidInput([{ path: ['input', 'storageParams', field], message }]);
}
