import {
  LayoutWarningCode,
  warning,
  type Layout,
  type LayoutStream,
  type LayoutWarning,
  type Place,
} from './layout.ts';

/** For each place the number of the stream in it. */
export type Seating = readonly (number | undefined)[];

/**
 * Streams take places in order of entry: each the first empty place that is meant for it, or else the first empty place
 * for anyone.
 */
export function seat({ places, streams }: Pick<Layout, 'places' | 'streams'>): Seating {
  const seating = places.map((): number | undefined => undefined);
  for (const [position, stream] of streams.entries()) {
    if (!stream) continue;
    const empty = (wanted: (place: Place) => boolean): number =>
      places.findIndex((place, index) => seating[index] === undefined && wanted(place));
    const own = empty((place) => accepts(place, stream));
    const index = own === -1 ? empty(({ guest }) => guest === 'anyone') : own;
    if (index !== -1) seating[index] = position;
  }
  return seating;
}

/** Places that several streams want or none can take, and streams that nobody shows. */
export function seatingWarnings({ places, streams }: Layout, seating: Seating): LayoutWarning[] {
  const given = streams.flatMap((stream, position) => (stream ? [{ stream, position }] : []));
  if (given.length === 0) return []; // only the places were asked for
  const ofPlaces = places.flatMap((place, index): LayoutWarning[] => {
    if (typeof place.guest === 'string') return [];
    const wanting = given.filter(({ stream }) => accepts(place, stream)).map(({ position }) => position);
    return [
      ...(wanting.length > 1 ? [contested(index, wanting)] : []),
      ...(seating[index] === undefined ? [unreachable(index, wanting)] : []),
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
  const message = `Streams ${streams.join(', ')} all match place ${place}. Who gets it is not documented; drawn is the first to enter.`;
  return warning(LayoutWarningCode.CONTESTED_PLACE, message, [place], streams);
}

function unreachable(place: number, streams: readonly number[]): LayoutWarning {
  const reason = streams.length === 0 ? 'none of the streams matches it' : 'all streams that match it sit elsewhere';
  return warning(
    LayoutWarningCode.UNREACHABLE_PLACE,
    `Nobody can take place ${place}: ${reason}. It stays empty.`,
    [place],
    streams,
  );
}
