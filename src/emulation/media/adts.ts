import type { MadeFile } from './file.ts';
import { beatsOf, reelsOf, SOUNDS_A_BEAT, type Content } from './material.ts';
import { ADTS_SOUND_SIZE, ADTS_SOUNDS } from './sound.ts';

export function adts(content: Content): MadeFile {
  const beats = beatsOf(content);
  return {
    contentType: 'audio/aac',
    size: beats * SOUNDS_A_BEAT * ADTS_SOUND_SIZE,
    *pieces() {
      for (const reel of reelsOf(beats)) {
        const sounds = reel.beats * SOUNDS_A_BEAT;
        yield { size: sounds * ADTS_SOUND_SIZE, make: () => Buffer.concat(ADTS_SOUNDS.slice(0, sounds)) };
      }
    },
  };
}
