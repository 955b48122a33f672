import type { FileReport, JsonMembers } from '../../../../domain/recorder.ts';
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
 * 307: the first slice of a stream, told as the index that it belongs to: an index is the file, its slices are parts. The
 * payload does not say which stream of the user it is; only the name does.
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

/** 310: the files that it names, by `FileMessage`; and those that only `FileList` has. */
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

/** A file of that name; none where that is no name. */
export function namedFile(named: JsonValue | undefined, told: Omit<FileReport, 'name'>): FileReport[] {
  const name = nameOf(named);
  if (name === undefined) return [];
  const format = /\.(\w{1,8})$/.exec(name)?.[1];
  return [{ name, ...(format !== undefined && { format }), ...told }];
}

/** Whose file it is, and of what. */
export function ownerOf({
  UserId,
  TrackType,
  MediaId,
}: Readonly<Record<string, JsonValue | undefined>>): Partial<FileReport> {
  const userId = nameOf(UserId); // none for a mixed file
  const type = nameOf(TrackType);
  return {
    ...(userId !== undefined && { userId }),
    ...(type !== undefined && { track: trackOf(type, MediaId === 'aux') }),
  };
}
