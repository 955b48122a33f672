import { loadContract } from '../../../emulation/contract.ts';
import { GME_CODES, gmeStartRule } from './gme.rules.ts';
import { GmeTasks } from './gme.tasks.ts';
import type { Product, TencentContract } from './product.ts';
import { TIW_CODES, tiwStartRule } from './tiw.rules.ts';
import { TiwTasks } from './tiw.tasks.ts';
import { TrtcCloudTasks } from './trtc-cloud.tasks.ts';
import { TrtcWebTasks } from './trtc-web.tasks.ts';
import { TRTC_CODES, trtcCloudStartRule, trtcWebStartRule } from './trtc.rules.ts';

/** The services of one emulator, without a task yet. A further action is a line in `effects`, and in `rules`. */
export function newProducts(): Readonly<Record<string, Product>> {
  const tiw = new TiwTasks();
  const gme = new GmeTasks();
  const trtcCloud = new TrtcCloudTasks();
  const trtcWeb = new TrtcWebTasks();
  return {
    tiw: {
      contract: loadContract<TencentContract>('tiw'),
      codes: TIW_CODES,
      rules: { StartOnlineRecord: tiwStartRule },
      effects: { StartOnlineRecord: (parameters) => tiw.start(parameters) },
    },
    gme: {
      contract: loadContract<TencentContract>('gme'),
      codes: GME_CODES,
      rules: { StartRecord: gmeStartRule },
      effects: { StartRecord: (parameters) => gme.start(parameters) },
    },
    trtc: {
      contract: loadContract<TencentContract>('trtc'),
      codes: TRTC_CODES,
      rules: { CreateCloudRecording: trtcCloudStartRule, StartWebRecord: trtcWebStartRule },
      effects: {
        CreateCloudRecording: (parameters) => trtcCloud.start(parameters),
        StartWebRecord: (parameters) => trtcWeb.start(parameters),
      },
    },
  };
}
