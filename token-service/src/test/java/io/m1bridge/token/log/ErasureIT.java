package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.Topics;
import io.m1bridge.m1.AccountId;
import io.m1bridge.process.KafkaCluster;
import io.m1bridge.token.Samples;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.Account;
import io.m1bridge.token.state.AccountCodec;
import io.m1bridge.token.state.AccountState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an erased account leaves on the broker's disk, looked for byte by byte. */
@Tag("slow")
class ErasureIT {

  private static final AccountId ERASED = new AccountId("erased");
  private static final AccountId OTHER = new AccountId("other");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AccountCodec codec = new AccountCodec(Keyset.parse(Keyset.generate()));
  private Path directory;
  private KafkaCluster kafka;
  private FencedLog log;

  @BeforeEach
  void start() throws Exception {
    Path target = Files.createDirectories(Path.of("target"));
    directory = Files.createTempDirectory(target, "erasure-").toAbsolutePath();
    kafka = KafkaCluster.start(directory, 1);
    Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
    // The settings of the real topic, with seconds for hours; one partition, as quiet as can be.
    Map<String, String> settings = new HashMap<>(Topics.TOKEN_STATE.config());
    assertThat(settings).containsKeys("segment.ms", "max.compaction.lag.ms");
    settings.put("segment.ms", "1000");
    settings.put("max.compaction.lag.ms", "1000");
    settings.put("file.delete.delay.ms", "100");
    log = RealLog.start(connection, connection, settings, codec);
    await().until(() -> log.mayGrant(ERASED));
  }

  @AfterEach
  void stop() {
    log.close();
    kafka.close();
  }

  @Test
  void shouldLeaveNoByteOfAnErasedAccountOnDisk() throws Exception {
    put(ERASED, 1);
    put(ERASED, 2);
    put(OTHER, 1);
    // The envelope names the account in clear, beside the ciphertext: the same record.
    // Compaction may take the first of the two before one looks.
    await().untilAsserted(() -> assertThat(found("\"account\":\"erased\"")).isPositive());
    await().untilAsserted(() -> assertThat(found("\"account\":\"other\"")).isEqualTo(1));
    assertThat(found("access-1", "refresh-1", "secret")).as("in clear").isZero();

    log.update(ERASED, current -> new Change.Remove(List.of()));

    // Nothing else is written but what the service writes by itself.
    await()
        .untilAsserted(
            () -> {
              log.rollSegments();
              assertThat(found("\"account\":\"erased\"")).isZero();
            });
    await().untilAsserted(() -> assertThat(found("\"account\":\"other\"")).isEqualTo(1));
    assertThat(log.account(OTHER)).isPresent();
  }

  private void put(AccountId id, long generation) throws NotOwner, LogUnavailable {
    Account account =
        Samples.account(id.value(), new AccountState.Authorized(Samples.tokens(generation)));
    log.update(id, current -> new Change.Put(account, List.of()));
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300));
  }

  /** How often any of these stands in any file of the state topic, deleted ones included. */
  private int found(String... texts) throws IOException {
    int count = 0;
    for (Path file : files()) {
      String content = file.toString().contains("/state-0") ? read(file) : "";
      for (String text : texts) {
        count += (content.length() - content.replace(text, "").length()) / text.length();
      }
    }
    return count;
  }

  /** Kafka removes and renames files meanwhile. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException why) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ""; // Kafka has just removed it
    }
  }
}
