package io.m1bridge.contactsync.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.avro.SchemaPending;
import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.avro.TestSchemas;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;

/** A letter that cannot be read again costs no other one. */
class UnreadableLettersTest {

  private static final AccountId DEMO = new AccountId("demo");
  private static final Schemas BUG =
      TestSchemas.failing(() -> new IllegalStateException("quotes the change"));

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final ConsumerRecord<byte[], byte[]> letter = Letters.inAvro(0, 1, Letters.AT);

  private Sources sources(Schemas schemas) {
    return Sources.of(IntakeSettings.of(DEMO), Map.of(), schemas, clock);
  }

  private LetterPage list(Schemas schemas) {
    LetterTopic topic = new LetterTopic(1);
    topic.add(Letters.letter(0, 0, Letters.AT, "c0", "demo", "field-invalid", false));
    topic.add(letter);
    LetterQuery query = new LetterQuery(DEMO, LetterFilter.ALL, 10, true, LetterCursor.NEWEST);
    return new DeadLetters(() -> topic, sources(schemas), clock).look(query).orElseThrow();
  }

  @Test
  void shouldListTheOthersWhereOneMeetsABug() {
    LetterPage page = list(BUG);

    assertThat(page.letters()).extracting(ListedLetter::contact).containsExactly("c0");
    assertThat(page.ofNobody()).isEqualTo(1);
  }

  @Test
  void shouldListTheOthersWhereTheRegistryDoesNotAnswer() {
    LetterPage page = list(TestSchemas.pending());

    assertThat(page.letters()).extracting(ListedLetter::contact).containsExactly("c0");
    assertThat(page.ofNobody()).isEqualTo(1);
  }

  @Test
  void shouldReplayTheOthersWhereOneMeetsABug() {
    ReadLetter read =
        new DeadLetterReader(sources(BUG)).read(letter, LetterFilter.ALL).orElseThrow();

    assertThat(read.contact()).as("of nobody: not replayed").isNull();
    assertThat(read.why().reason()).isEqualTo("schema-unknown");
  }

  @Test
  void shouldNotPassOverInAReplayWhatTheRegistryMayKnowLater() {
    DeadLetterReader pending = new DeadLetterReader(sources(TestSchemas.pending()));

    assertThatThrownBy(() -> pending.read(letter, LetterFilter.ALL))
        .isInstanceOf(SchemaPending.class);
  }

  @Test
  void shouldLeaveToKafkaWhatIsKafkas() {
    DeadLetterReader reader =
        new DeadLetterReader(sources(TestSchemas.failing(DisconnectException::new)));

    assertThatThrownBy(() -> reader.look(letter, LetterFilter.ALL))
        .isInstanceOf(DisconnectException.class);
  }
}
