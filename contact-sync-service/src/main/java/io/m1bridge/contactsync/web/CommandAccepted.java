package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.Command;
import io.m1bridge.owner.command.Sent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that is written; the account's owner obeys within seconds.
 *
 * @param by who asked
 * @param topic where it stands, with partition and offset
 * @param forget how far it is, where a contact is to be forgotten; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandAccepted(
    String account,
    Command.Action action,
    String by,
    Instant at,
    String topic,
    int partition,
    long offset,
    @Nullable ForgetView forget) {

  static CommandAccepted of(Sent.Written written, @Nullable ForgetView forget) {
    Command command = written.command();
    return new CommandAccepted(
        command.account(),
        command.action(),
        command.by(),
        command.at(),
        written.topic(),
        written.partition(),
        written.offset(),
        forget);
  }
}
