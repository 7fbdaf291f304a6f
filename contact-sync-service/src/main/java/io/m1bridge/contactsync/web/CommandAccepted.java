package io.m1bridge.contactsync.web;

import io.m1bridge.contactsync.command.Sent;
import io.m1bridge.contracts.Command;
import java.time.Instant;

/**
 * A command that is written; the account's owner obeys within seconds.
 *
 * @param by who asked
 * @param topic where it stands, with partition and offset
 */
public record CommandAccepted(
    String account,
    Command.Action action,
    String by,
    Instant at,
    String topic,
    int partition,
    long offset) {

  static CommandAccepted of(Sent.Written written) {
    Command command = written.command();
    return new CommandAccepted(
        command.account(),
        command.action(),
        command.by(),
        command.at(),
        written.topic(),
        written.partition(),
        written.offset());
  }
}
