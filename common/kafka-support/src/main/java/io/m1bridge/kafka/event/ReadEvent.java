package io.m1bridge.kafka.event;

import io.cloudevents.CloudEvent;

/** What a record turned out to be. */
public sealed interface ReadEvent {

  /** A CloudEvent in binary mode; its data is the record's value, not looked into yet. */
  record Valid(CloudEvent event) implements ReadEvent {}

  /** A record without any CloudEvents header: plain JSON, Debezium, a tombstone. */
  record NotAnEvent() implements ReadEvent {}

  /**
   * A record that wants to be a CloudEvent and is not.
   *
   * @param reason for a person, without contents
   */
  record Malformed(String reason) implements ReadEvent {}
}
