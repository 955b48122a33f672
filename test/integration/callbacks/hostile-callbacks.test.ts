import { anyHostileCallbacks, withoutHostileCallbacks } from './hostile-callbacks.ts';

anyHostileCallbacks(2000);
withoutHostileCallbacks();
