import { anyBrokenInput, anyValidInput } from '../../integration/contracts/properties.ts';

anyValidInput(['trtc-web'], 20_000);
anyBrokenInput(['trtc-web'], 20_000);
