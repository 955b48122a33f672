import type { FileReport, JsonMembers } from '../../recordings/recorder.ts';
import type { JsonValue } from '../../wire/json.ts';
import { elementsOf, membersOf, nameOf, spanOf, urlOf } from './callback-fields.ts';
import { isOfSecondStream, trackOf } from './trtc.track.ts';

type State = FileReport['state'];

/** 304: the first index of a stream is there, and grows. Documented as one name; a list is read, too. */
export function indexFiles({ FileList }: JsonMembers): FileReport[] {
  const names = Array.isArray(FileList) ? FileList : [FileList];
  return names.flatMap((name) => namedFile(name, 'RECORDING'));
}

/**
 * 307: the first slice of a stream, told as the index that it belongs to: an index is the file, its slices are parts. The
 * payload does not say which stream of the user it is; only the name does.
 */
export function slicedFile({ FileName, UserId, TrackType, BeginTimeStamp }: JsonMembers): FileReport[] {
  const name = nameOf(FileName);
  const MediaId = name !== undefined && isOfSecondStream(name) ? 'aux' : 'main';
  return namedFile(name?.replace(/_\d{10,20}\.ts$/, '.m3u8'), 'RECORDING', {
    ...ownerOf({ UserId, TrackType, MediaId }),
    ...spanOf(BeginTimeStamp, undefined),
  });
}

/** 310: the files that were made, by `FileMessage`; by `FileList` where that is missing. */
export function mp4Files({ FileMessage, FileList }: JsonMembers, state: State): FileReport[] {
  const described = elementsOf(FileMessage).flatMap((element) => {
    const file = membersOf(element);
    return namedFile(file['FileName'], state, {
      ...ownerOf(file),
      ...spanOf(file['StartTimeStamp'], file['EndTimeStamp']),
    });
  });
  return described.length > 0 ? described : elementsOf(FileList).flatMap((name) => namedFile(name, state));
}

/** 311: one file in VOD. None where the hand-over failed before it had a name. */
export function vodFile({ TencentVod }: JsonMembers, state: State): FileReport[] {
  const file = membersOf(TencentVod);
  const url = urlOf(file['VideoUrl']);
  return namedFile(nameOf(file['CacheFile']) ?? file['FileId'], state, {
    ...ownerOf(file),
    ...(url !== undefined && { url }),
    ...spanOf(file['StartTimeStamp'], file['EndTimeStamp']),
  });
}

function namedFile(named: JsonValue | undefined, state: State, more: Partial<FileReport> = {}): FileReport[] {
  const name = nameOf(named);
  if (name === undefined) return [];
  const format = /\.(\w{1,8})$/.exec(name)?.[1];
  return [{ name, state, ...(format !== undefined && { format }), ...more }];
}

/** Whose file it is, and of what. */
function ownerOf({ UserId, TrackType, MediaId }: Readonly<Record<string, JsonValue | undefined>>): Partial<FileReport> {
  const userId = nameOf(UserId); // none for a mixed file
  const type = nameOf(TrackType);
  return {
    ...(userId !== undefined && { userId }),
    ...(type !== undefined && { track: trackOf(type, MediaId === 'aux') }),
  };
}
