package io.m1bridge.edm.stream;

import com.fasterxml.jackson.databind.ObjectReader;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code edm.commands}. What others write there must not stop the partition. */
final class PeoplesCommands {

  private static final Logger LOG = LoggerFactory.getLogger(PeoplesCommands.class);
  private static final ObjectReader COMMANDS = ContractJson.mapper().readerFor(Command.class);

  private PeoplesCommands() {}

  /** Empty if it is none; then the log says so. */
  static Optional<Command> read(Record<String, byte[]> record) {
    byte @Nullable [] value = record.value();
    Optional<Command> command = value == null ? Optional.empty() : parsed(value);
    if (record.key() == null || command.isEmpty()) {
      LOG.warn("A record of the commands topic that is no command is left out");
      return Optional.empty();
    }
    return command;
  }

  private static Optional<Command> parsed(byte[] value) {
    try {
      return Optional.ofNullable(COMMANDS.<Command>readValue(value))
          .filter(command -> command.action() != null);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
