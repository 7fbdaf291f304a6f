package io.m1bridge.contactsync.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.task.ReplayedLetter;
import io.m1bridge.kafka.deadletter.DeadLetter;
import io.m1bridge.kafka.deadletter.Letter;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead letter whose row moves a contact from one account to another. */
class MovedLetterTest {

  private static final String TOPIC = "crm.customers";
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path directory;
  private DeadLetterReader reader;

  @BeforeEach
  void begin() throws IOException {
    Path mapping =
        Files.writeString(
            directory.resolve("rows.yaml"),
            """
            format: debezium
            account: shop
            account-of-deletes: row
            contact:
              fields: {email: mail}
            """);
    reader =
        new DeadLetterReader(
            Sources.of(
                IntakeSettings.of(new AccountId("main")),
                Map.of(TOPIC, mapping),
                MutableClock.at(AT)));
  }

  private ReadLetter read(String reason) {
    String row =
        """
        {"op":"u","before":{"id":7,"shop":"a","mail":"x@x.cn"},"after":{"id":7,"shop":"b","mail":"x@x.cn"}}
        """;
    Letter letter =
        new DeadLetter(TOPIC, 3, 42, AT, reason, "Mend it")
            .letter("{\"id\":7}".getBytes(UTF_8), row.getBytes(UTF_8), new RecordHeaders());
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "dead",
            0,
            0,
            AT.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            letter.key(),
            letter.value(),
            letter.headers(),
            Optional.empty());
    return reader.read(record, LetterFilter.ALL).orElseThrow();
  }

  @Test
  void shouldBeOfBothAccountsWhereNothingOfItWasRead() {
    ReadLetter letter = read("change-too-large");

    ReplayedLetter left = letter.replayed("a", AT);
    assertThat(left.contact()).isEqualTo(new ContactKey(new AccountId("a"), "7"));
    assertThat(left.putAside()).isEqualTo(AT);
    assertThat(left.arguments()).isNotEqualTo(letter.replayed("b", AT).arguments());
    assertThat(letter.in("b")).isEqualTo(new ContactKey(new AccountId("b"), "7"));
    assertThat(letter.in("c")).isNull();
  }

  @Test
  void shouldBeOfTheNewAccountAloneWhereTheDeleteWentItsOwnWay() {
    ReadLetter letter = read("field-invalid");

    assertThat(letter.isOf("b")).isTrue();
    assertThat(letter.isOf("a")).isFalse();
  }
}
