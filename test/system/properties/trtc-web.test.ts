import { anyBrokenInput, anyValidInput } from '../../contracts/properties.ts';

anyValidInput(['trtc-web'], 20_000);
anyBrokenInput(['trtc-web'], 20_000);
