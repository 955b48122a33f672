import { anyBrokenInput, anyValidInput } from '../../integration/contracts/properties.ts';

anyValidInput(['trtc-room'], 20_000);
anyBrokenInput(['trtc-room'], 20_000);
