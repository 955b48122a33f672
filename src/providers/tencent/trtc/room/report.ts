import type { Answer } from '../../../../graphql/payload.ts';
import type { FileReport, Report } from '../../../../domain/recorder.ts';
import { ended, formatOf, known, timeNear } from '../../../reports.ts';
import type { TrtcDescribeCloudRecordingPayload } from './control.types.ts';
import { isOfSecondStream, trackOf } from '../track.ts';

/**
 * Converts an answer of DescribeCloudRecording. `now`: time of the query. The answer has index files only, and nothing
 * about uploads.
 */
export function trtcCloudReport(task: Answer<TrtcDescribeCloudRecordingPayload>, now: number): Report {
  const files = filesOf(task, now);
  const begins = files.flatMap(({ beginsAt }) => beginsAt ?? []);
  switch (task.status) {
    case 'Idle': // running, and no user publishes
    case 'InProgress':
      return {
        facts: [{ kind: 'running', at: Math.min(now, ...begins) }],
        files,
        isPublished: task.status === 'InProgress',
      };
    case 'Exited':
      return { ...ended(now), files };
    default:
      return { facts: [], files };
  }
}

function filesOf({ storageFileList, status }: Answer<TrtcDescribeCloudRecordingPayload>, now: number): FileReport[] {
  return (storageFileList ?? []).flatMap(({ fileName, userId, trackType, beginTimeStamp }) => {
    if (!fileName) return [];
    return [
      {
        name: fileName,
        state: status === 'Exited' ? ('PROCESSING' as const) : ('RECORDING' as const),
        ...known({
          userId: userId || undefined,
          track: trackType ? trackOf(trackType, isOfSecondStream(fileName)) : undefined,
          format: formatOf(fileName),
          beginsAt: timeNear(beginTimeStamp, now),
        }),
      },
    ];
  });
}
