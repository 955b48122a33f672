import { pascalNames } from '../../../wire/names.ts';
import type { Service } from '../api/cloud-api.ts';

/** The service of room and web page recording. */
export const TRTC_SERVICE: Service = { name: 'trtc', version: '2019-07-22', names: pascalNames() };
