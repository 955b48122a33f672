import type { FileReport, JsonMembers } from '../../../../domain/recorder.ts';
import { formatOf, known } from '../../../reports.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { elementsOf, membersOf, nameOf, spanOf } from '../../callbacks/fields.ts';
import { isOfSecondStream, trackOf } from '../track.ts';

type State = Pick<FileReport, 'state' | 'reason'>;

const GROWING: State = { state: 'RECORDING' };

/** 304: the first index of a stream is there, and grows. Documented as one name; a list is read, too. */
export function indexFiles({ FileList }: JsonMembers): FileReport[] {
  const names = Array.isArray(FileList) ? FileList : [FileList];
  return names.flatMap((name) => namedFile(name, GROWING));
}

/**
 * 307: the first slice of a stream. Returns the index of the slice: the index is the file, slices are its parts. Only
 * the name shows which stream of the user it is.
 */
export function slicedFile({ FileName, UserId, TrackType, BeginTimeStamp }: JsonMembers, at: number): FileReport[] {
  const name = nameOf(FileName);
  const MediaId = name !== undefined && isOfSecondStream(name) ? 'aux' : 'main';
  return namedFile(name?.replace(/_\d{10,20}\.ts$/, '.m3u8'), {
    ...GROWING,
    ...ownerOf({ UserId, TrackType, MediaId }),
    ...spanOf(BeginTimeStamp, undefined, at),
  });
}

/** 310: the files in `FileMessage`, and the files that only `FileList` has. */
export function mp4Files({ FileMessage, FileList }: JsonMembers, at: number, state: State): FileReport[] {
  const described = elementsOf(FileMessage).flatMap((element) => {
    const file = membersOf(element);
    return namedFile(file['FileName'], {
      ...state,
      ...ownerOf(file),
      ...spanOf(file['StartTimeStamp'], file['EndTimeStamp'], at),
    });
  });
  const names = new Set(described.map(({ name }) => name));
  const listed = elementsOf(FileList).flatMap((name) => namedFile(name, state));
  return [...described, ...listed.filter(({ name }) => !names.has(name))];
}

/** Returns a file with a name; none if the value is not a name. */
export function namedFile(named: JsonValue | undefined, reported: Omit<FileReport, 'name'>): FileReport[] {
  const name = nameOf(named);
  if (name === undefined) return [];
  return [{ name, ...known({ format: formatOf(name) }), ...reported }];
}

/** Returns the user and the track of a file. */
export function ownerOf({
  UserId,
  TrackType,
  MediaId,
}: Readonly<Record<string, JsonValue | undefined>>): Partial<FileReport> {
  const type = nameOf(TrackType);
  const track = type === undefined ? undefined : trackOf(type, MediaId === 'aux');
  return known({ userId: nameOf(UserId), track }); // a mixed file has no user
}
