package io.m1bridge.owner.command;

import io.m1bridge.contracts.Command;

/** What became of a command that was to be written. */
public sealed interface Sent {

  /** Kafka has it; the account's owner obeys when it reads it. */
  record Written(Command command, String topic, int partition, long offset) implements Sent {}

  /** The brokers do not let us; it is not written. */
  record Denied(String topic) implements Sent {}

  /** No answer in time: it may have been written. */
  record Unknown(String topic) implements Sent {}
}
