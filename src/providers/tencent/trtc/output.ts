/**
 * Kind of files that one event reports as a whole: `hls` 305, `mp4` 310, `vod` 312. The member `outputs` of a task's
 * reference lists the kinds that the task makes.
 */
export type TrtcOutput = 'hls' | 'mp4' | 'vod';
