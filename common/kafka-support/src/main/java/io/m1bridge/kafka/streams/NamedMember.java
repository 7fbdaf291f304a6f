package io.m1bridge.kafka.streams;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica that has a name in its group gets back what it had before its restart, without a
 * rebalance (KIP-345): also where its topology reads one topic more by now, of which it then gets
 * no partition. So with another topology than at its last start it leaves the group first, and the
 * join that follows hands everything out anew.
 *
 * <p>What the last start had stands in a file beside the state; where that is lost, there is
 * nothing to get back to.
 */
final class NamedMember {

  private static final Logger LOG = LoggerFactory.getLogger(NamedMember.class);

  private final Properties settings;
  private final Duration pause;

  /**
   * @param settings of the Streams application
   * @param pause between attempts to leave the group
   */
  NamedMember(Properties settings, Duration pause) {
    this.settings = settings;
    this.pause = pause;
  }

  /**
   * To be called before the application is started with this topology; waits until Kafka has taken
   * it where the group has to be left.
   *
   * @throws InterruptedException when the thread is interrupted, which alone ends it early
   */
  void startsWith(Topology topology) throws InterruptedException {
    String name = settings.getProperty(StreamsSettings.INSTANCE_ID);
    if (name == null) {
      return;
    }
    String group = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    Path file =
        Path.of(settings.getProperty(StreamsConfig.STATE_DIR_CONFIG)).resolve(group + ".topology");
    String described = topology.describe().toString();
    if (described.equals(read(file).orElse(null))) {
      return;
    }
    boolean told = false;
    while (!left(group, name, !told)) {
      told = true;
      Thread.sleep(pause.toMillis());
    }
    write(file, described);
  }

  /** Whether nobody of this name is in the group any more. */
  private boolean left(String group, String name, boolean tell) throws InterruptedException {
    try (Admin admin = Admin.create(StreamsSettings.adminOf(settings))) {
      Set<MemberToRemove> threads =
          admin.describeConsumerGroups(Set.of(group)).all().get().values().stream()
              .flatMap(described -> described.members().stream())
              .map(MemberDescription::groupInstanceId)
              .flatMap(Optional::stream)
              .filter(id -> isThreadOf(id, name))
              .map(MemberToRemove::new)
              .collect(Collectors.toSet());
      if (!threads.isEmpty()) {
        admin
            .removeMembersFromConsumerGroup(
                group, new RemoveMembersFromConsumerGroupOptions(threads))
            .all()
            .get();
        LogLine.info(LOG)
            .with(LogKey.GROUP, group)
            .say("The topology is another one: this replica joins its group anew");
      }
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return true;
      }
      if (tell) {
        LogLine.warn(LOG)
            .with(LogKey.GROUP, group)
            .because(e)
            .say("The group cannot be left, which another topology needs; trying again");
      }
      return false;
    }
  }

  /** Kafka Streams numbers its threads behind the name. */
  private static boolean isThreadOf(String instance, String name) {
    return instance.startsWith(name + "-")
        && instance.substring(name.length() + 1).chars().allMatch(Character::isDigit);
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write " + file + ": m1bridge.streams.state-dir has to be writable", e);
    }
  }
}
