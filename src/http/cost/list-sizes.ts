/** How many entries a list has, for its cost. */
export interface ListSize {
  /** Where neither `first` nor `last` is given, or the list takes neither. */
  readonly byDefault: number;
  /** The most that `first` and `last` may ask for: more is refused by the field itself. */
  readonly most?: number;
}

/** Entries of a list of which no more is known. */
export const UNKNOWN_SIZE: ListSize = { byDefault: 200 };

/** Lists and pages whose size is known, by type and field. Scalars cost nothing, so lists of them are not here. */
export const LIST_SIZES: Readonly<Record<string, ListSize>> = {
  'Query.recordings': { byDefault: 20, most: 100 },
  'Query.webhookDeliveries': { byDefault: 20, most: 100 },
  'Query.webhookEndpoints': { byDefault: 100 },
  'Query.orphans': { byDefault: 1000 },
  'Query.vendors': { byDefault: 2 },
  'Vendor.products': { byDefault: 5 },
  'Vendor.actions': { byDefault: 50 },
  // A batch is made as large as its cost allows, so what is known before is the cost of one change.
  'Subscription.recordingChanges': { byDefault: 1 },
  'Query.recordingCounts': { byDefault: 12 },
  'Recording.files': { byDefault: 200, most: 200 },
  'Recording.changes': { byDefault: 200, most: 200 },
  'Recording.tracks': { byDefault: 20, most: 200 },
  'StopRecordingsPayload.results': { byDefault: 100 },
  'StopRecordingResult.errors': { byDefault: 5 },
  'RecordingTrack.gaps': { byDefault: 10 },
  'RecordingTrack.overlaps': { byDefault: 10 },
  'RecordingChangeFilter.labels': { byDefault: 10 },
  'Recording.labels': { byDefault: 20 },
  'Recording.metadata': { byDefault: 50 },
  'Recording.errors': { byDefault: 5 },
  // Parts of one answer of a vendor, which has an end of its own.
  'TiwDescribeRecordSearchPayload.recordTaskSet': { byDefault: 50 },
  'TiwRecordTaskResult.videoInfos': { byDefault: 20 },
  'TiwRecordTaskResult.omittedDurations': { byDefault: 20 },
  'RongcloudRoomMemberData.uris': { byDefault: 10 },
};

/** What one object costs, by type and field, where that is not 1; and what a scalar costs, where that is not 0. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  'Recording.manifest': 20,
  // Up to 10,000 recordings are looked at.
  'Query.recordingCounts': 20,
  'RecordingConnection.totalCount': 100,
  'RecordingConnection.totalCountIsExact': 100,
  'Query.__schema': 3000,
  'Query.__type': 200,
};
