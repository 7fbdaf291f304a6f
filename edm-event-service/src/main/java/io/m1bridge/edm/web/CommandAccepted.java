package io.m1bridge.edm.web;

import io.m1bridge.contracts.Command;
import io.m1bridge.owner.command.Sent;
import java.time.Instant;
import java.util.Map;

/**
 * A command that is written; the account's owner obeys within seconds.
 *
 * @param by who asked
 * @param topic where it stands, with partition and offset
 */
public record CommandAccepted(
    String account,
    Command.Action action,
    Map<String, String> arguments,
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
        command.arguments(),
        command.by(),
        command.at(),
        written.topic(),
        written.partition(),
        written.offset());
  }
}
