/** Number of entries of a list, for the cost. */
export interface ListSize {
  /** Size without `first` and `last`. */
  readonly byDefault: number;
  /** Maximum of `first` and `last`. The field itself refuses larger values. */
  readonly most?: number;
}

/** Size of a list that is missing below. */
export const UNKNOWN_SIZE: ListSize = { byDefault: 200 };

/** Sizes of lists and pages, by type and field. Lists of scalars cost 0 and are absent. */
export const LIST_SIZES: Readonly<Record<string, ListSize>> = {
  'Query.recordings': { byDefault: 20, most: 100 },
  'Query.webhookDeliveries': { byDefault: 20, most: 100 },
  'Query.webhookEndpoints': { byDefault: 100 },
  'Query.orphans': { byDefault: 1000 },
  'Query.vendors': { byDefault: 2 },
  'Vendor.products': { byDefault: 5 },
  'Vendor.actions': { byDefault: 50 },
  // Batches grow up to the cost limit, so the cost of a subscription counts a single change.
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
  // Parts of a vendor's answer, which is bounded.
  'TiwDescribeRecordSearchPayload.recordTaskSet': { byDefault: 50 },
  'TiwRecordTaskResult.videoInfos': { byDefault: 20 },
  'TiwRecordTaskResult.omittedDurations': { byDefault: 20 },
  'RongcloudRoomMemberData.uris': { byDefault: 10 },
};

/** Weights other than 1 of objects, and other than 0 of scalars, by type and field. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  'Recording.manifest': 20,
  // The count scans up to 10,000 recordings.
  'Query.recordingCounts': 20,
  'RecordingConnection.totalCount': 100,
  'RecordingConnection.totalCountIsExact': 100,
  'Query.__schema': 3000,
  'Query.__type': 200,
};
