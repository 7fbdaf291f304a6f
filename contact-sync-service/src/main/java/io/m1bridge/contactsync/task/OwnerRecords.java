package io.m1bridge.contactsync.task;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contactsync.consent.Suppressions.Suppressed;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code m1.accounts}, {@code contact-sync.commands} and {@code edm.suppressions}, which
 * others write, newer versions among them: what cannot be read is logged, and what is known stays
 * as it is. Never the end of the task.
 */
final class OwnerRecords {

  private static final Logger LOG = LoggerFactory.getLogger(OwnerRecords.class);
  private static final ObjectReader ACCOUNT =
      ContractJson.mapper().readerFor(AccountDescriptor.class);
  private static final String COMMANDS = "contact-sync.commands";
  private static final String SUPPRESSIONS = "edm.suppressions";
  private static final ObjectReader SUPPRESSION =
      ContractJson.mapper().readerFor(Suppression.class);
  private static final ObjectReader COMMAND = ContractJson.mapper().readerFor(Command.class);

  private OwnerRecords() {}

  /** Gives on what an accounts record says. */
  static void account(Record<byte[], byte[]> record, SyncTask task) {
    Optional<AccountId> id = id("m1.accounts", text(record.key()));
    if (id.isEmpty()) {
      return;
    }
    byte @Nullable [] value = record.value();
    if (value == null) {
      task.account(id.get(), null);
      return;
    }
    AccountDescriptor descriptor;
    try {
      descriptor = ACCOUNT.readValue(value);
    } catch (IOException | RuntimeException e) {
      unreadable(id.get(), "m1.accounts", e.getClass().getName());
      return;
    }
    // What the task itself throws is not of the record: Kafka's exceptions are for Kafka Streams.
    if (descriptor == null || descriptor.state() == null) {
      unreadable(id.get(), "m1.accounts", "no state");
    } else {
      task.account(id.get(), under(id.get(), descriptor));
    }
  }

  /** The key names the account, whatever the value says. */
  private static AccountDescriptor under(AccountId id, AccountDescriptor read) {
    return new AccountDescriptor(
        id.value(),
        read.plan(),
        read.callsPerHour(),
        read.state(),
        read.incarnation(),
        read.m1AccountId(),
        read.updatedAt());
  }

  /**
   * Gives on a command.
   *
   * @param sources read what is replayed
   */
  static void command(Record<byte[], byte[]> record, SyncTask task, Sources sources) {
    Optional<AccountId> id = id(COMMANDS, text(record.key()));
    byte @Nullable [] value = record.value();
    if (id.isEmpty() || value == null) {
      return;
    }
    Command command;
    try {
      command = COMMAND.readValue(value);
    } catch (IOException | RuntimeException e) {
      unreadable(id.get(), COMMANDS, e.getClass().getName());
      return;
    }
    if (command == null || command.action() == null) {
      unreadable(id.get(), COMMANDS, "no action");
    } else if (command.action() == Command.Action.REPLAY) {
      obey(id.get(), COMMANDS, () -> replay(id.get(), command, task, sources));
    } else {
      obey(id.get(), COMMANDS, () -> task.command(id.get(), command));
    }
  }

  /** What makes no sense is met deep inside, such as a time before all time. */
  private static void obey(AccountId id, String topic, Runnable what) {
    try {
      what.run();
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      unreadable(id, topic, e.getClass().getName());
    }
  }

  private static void replay(AccountId id, Command command, SyncTask task, Sources sources) {
    ReplayedLetter.read(id, command.arguments())
        .ifPresentOrElse(
            letter -> task.replay(letter, sources.reader(letter.change().source().topic())),
            () -> unreadable(id, COMMANDS, "no dead letter"));
  }

  /**
   * Gives on which address is not to be mailed, or may be again.
   *
   * @param isOwner whether the task owns an account: who writes to the topic may have chosen the
   *     partition otherwise
   */
  static void suppression(
      Record<byte[], byte[]> record, SyncTask task, Predicate<AccountId> isOwner) {
    String key = text(record.key());
    int slash = Math.max(0, key.indexOf('/'));
    Optional<AccountId> account = id(SUPPRESSIONS, key.substring(0, slash));
    if (account.isEmpty()) {
      return;
    }
    AccountId id = account.get();
    if (!isOwner.test(id)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.TOPIC, SUPPRESSIONS)
          .say("A record is left out: its partition is not that of the account's id");
      return;
    }
    String email = key.substring(slash + 1);
    byte @Nullable [] value = record.value();
    if (value == null) {
      obey(id, SUPPRESSIONS, () -> task.suppression(id, email, null));
      return;
    }
    try {
      Suppression read = SUPPRESSION.readValue(value);
      if (read == null || read.reason() == null || read.since() == null) {
        unreadable(id, SUPPRESSIONS, "no reason, or no time");
      } else {
        Suppressed why = new Suppressed(read.reason(), read.since());
        obey(id, SUPPRESSIONS, () -> task.suppression(id, email, why));
      }
    } catch (IOException e) {
      unreadable(id, SUPPRESSIONS, e.getClass().getName());
    }
  }

  private static String text(byte @Nullable [] key) {
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }

  private static Optional<AccountId> id(String topic, String text) {
    if (!AccountId.isValid(text)) {
      LogLine.warn(LOG)
          .with(LogKey.TOPIC, topic)
          .say("A record whose key is no account id is left out");
      return Optional.empty();
    }
    return Optional.of(new AccountId(text));
  }

  private static void unreadable(AccountId id, String topic, String error) {
    LogLine.warn(LOG)
        .with(LogKey.ACCOUNT_ID, id)
        .with(LogKey.TOPIC, topic)
        .with(LogKey.FAILURE, error)
        .say("A record cannot be read: what was known stays");
  }
}
