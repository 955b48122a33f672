// What the compiler of Relay reads: the documents of a program.
import { graphql } from 'relay-runtime';

export const recording = graphql`
  fragment documents_recording on Recording @refetchable(queryName: "documentsRefetchQuery") {
    id
    state
    room
    labels {
      name
      value
    }
  }
`;

export const list = graphql`
  fragment documents_list on Query
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 2 }
    cursor: { type: "String" }
    filter: { type: "RecordingFilterInput" }
  )
  @refetchable(queryName: "documentsPageQuery") {
    recordings(first: $count, after: $cursor, filter: $filter) @connection(key: "documents_recordings") {
      edges {
        node {
          id
        }
      }
    }
  }
`;

export const first = graphql`
  query documentsFirstQuery($filter: RecordingFilterInput) {
    ...documents_list @arguments(filter: $filter)
  }
`;

export const start = graphql`
  mutation documentsStartMutation($input: GmeStartRecordInput!) {
    gmeStartRecord(input: $input) {
      recording {
        ...documents_recording
      }
      errors {
        code
        message
      }
    }
  }
`;

export const changed = graphql`
  subscription documentsChangedSubscription($after: String, $id: ID!) {
    recordingChanged(after: $after, filter: { recordingIds: [$id] }) {
      cursor
      recording {
        ...documents_recording
      }
    }
  }
`;
