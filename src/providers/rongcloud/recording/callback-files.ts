import type { FileReport } from '../../../domain/recorder.ts';
import { formatOf, known } from '../../reports.ts';
import { membersOf, textIn, timeIn, wholeIn, type Members } from '../callbacks/members.ts';

// RongCloud says that its callbacks bring the names and addresses of files, and does not show the fields. So all that its
// sibling callbacks make likely is tried.

/** Members that may describe a file: an object, or a list of objects. The body itself comes last. */
const PLACES = ['output', 'outputs', 'file', 'files', 'filelist'];

/** How a member may be called, in lower case and without `_` and `-`; the likeliest first. */
const SPELLINGS = {
  name: ['filename', 'file', 'name', 'output'],
  address: ['fileurl', 'url', 'downloadurl', 'videourl', 'audiourl', 'filepath', 'path'],
  sizeBytes: ['size', 'filesize'],
  beginsAt: ['starttime', 'begintime'],
  endsAt: ['endtime', 'stoptime'],
};

const MAX_NAME = 500;
const MAX_ADDRESS = 4000;
const USER = ['userid'];

/** Returns the files with readable names in a callback. `at`: time of the report, Unix ms. */
export function filesIn(body: Members, state: FileReport['state'], at: number): FileReport[] {
  const files = new Map<string, FileReport>();
  for (const teller of [...PLACES.flatMap((place) => membersOf(body[place])), body]) {
    const file = fileOf(teller, body, state, at);
    if (file) files.set(file.name, { ...file, ...files.get(file.name) });
  }
  return [...files.values()];
}

/**
 * Whether every known file is uploaded or failed, and at least one file is known. Proves nothing before the end of the
 * recording or shortly after: RongCloud never reports that no more files will come.
 */
export function areFilesAll(files: readonly Pick<FileReport, 'state'>[]): boolean {
  return files.length > 0 && files.every(({ state }) => state === 'READY' || state === 'FAILED');
}

function fileOf(teller: Members, body: Members, state: FileReport['state'], at: number): FileReport | undefined {
  const reported = textIn(teller, SPELLINGS.name, MAX_ADDRESS);
  const address = isWeb(reported) ? reported : textIn(teller, SPELLINGS.address, MAX_ADDRESS);
  const name = reported === address || reported === undefined ? lastPart(address) : reported;
  if (name === undefined || name.length > MAX_NAME) return undefined;
  const values = {
    userId: textIn(teller, USER) ?? textIn(body, USER),
    format: formatOf(name),
    url: isWeb(address) ? address : undefined,
    sizeBytes: wholeIn(teller, SPELLINGS.sizeBytes),
    beginsAt: timeIn(teller, SPELLINGS.beginsAt, at),
    endsAt: timeIn(teller, SPELLINGS.endsAt, at),
  };
  return { name, state, ...known(values) };
}

function isWeb(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** Returns the last part of the path of an address, without decoding. */
function lastPart(address: string | undefined): string | undefined {
  const [path = ''] = address?.split(/[?#]/, 1) ?? [];
  return path.split('/').at(-1) || undefined;
}
