import {
  LayoutWarningCode,
  warning,
  type Layout,
  type LayoutStream,
  type LayoutWarning,
  type Place,
} from './layout.ts';

/** The number of the stream in each place. */
export type Seating = readonly (number | undefined)[];

/** Assigns streams to places in order of entry: to the first empty place for this stream, or the first empty place for any stream. */
export function seat({ places, streams }: Pick<Layout, 'places' | 'streams'>): Seating {
  const seating = places.map((): number | undefined => undefined);
  for (const [position, stream] of streams.entries()) {
    if (!stream) continue;
    const empty = (matches: (place: Place) => boolean): number =>
      places.findIndex((place, index) => seating[index] === undefined && matches(place));
    const own = empty((place) => accepts(place, stream));
    const index = own === -1 ? empty(({ guest }) => guest === 'any') : own;
    if (index !== -1) seating[index] = position;
  }
  return seating;
}

/** Warns about places that several streams match or no stream can take, and about streams without a place. */
export function seatingWarnings({ places, streams }: Layout, seating: Seating): LayoutWarning[] {
  const given = streams.flatMap((stream, position) => (stream ? [{ stream, position }] : []));
  if (given.length === 0) return []; // the client asked for the places only
  const ofPlaces = places.flatMap((place, index): LayoutWarning[] => {
    if (typeof place.guest === 'string') return [];
    const matching = given.filter(({ stream }) => accepts(place, stream)).map(({ position }) => position);
    return [
      ...(matching.length > 1 ? [contested(index, matching)] : []),
      ...(seating[index] === undefined ? [unreachable(index, matching)] : []),
    ];
  });
  const ofStreams = given
    .filter(({ position }) => !seating.includes(position))
    .map(({ position }) =>
      warning(LayoutWarningCode.STREAM_WITHOUT_PLACE, `Stream ${position} has no place.`, [], [position]),
    );
  return [...ofPlaces, ...ofStreams];
}

function accepts({ guest }: Place, stream: LayoutStream): boolean {
  return typeof guest === 'function' && guest(stream);
}

function contested(place: number, streams: readonly number[]): LayoutWarning {
  const message = `Streams ${streams.join(', ')} all match place ${place}. The vendor does not document which stream gets the place; the preview shows the first to enter.`;
  return warning(LayoutWarningCode.CONTESTED_PLACE, message, [place], streams);
}

function unreachable(place: number, streams: readonly number[]): LayoutWarning {
  const reason = streams.length === 0 ? 'no stream matches' : 'all matching streams have other places';
  return warning(
    LayoutWarningCode.UNREACHABLE_PLACE,
    `No stream can take place ${place}: ${reason}. The place stays empty.`,
    [place],
    streams,
  );
}
