package io.m1bridge.contactsync.contact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.kafka.serde.JsonSerde;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What last became of a contact stands with each of them: it is short. */
class TrailTest {

  private static final JsonSerde<Trail> SERDE = JsonSerde.of(Trail.class);
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final String CALL = "1nw4sj2nyscxz-21";
  private static final int MOST_BYTES = 45;

  static Stream<Trail> trails() {
    Trail.Tried tried = new Trail.Tried(AT.plusSeconds(3), CALL);
    return Stream.concat(
        Stream.of(
            new Trail(null, tried),
            new Trail(
                new Trail.Settled(Outcome.REJECTED, AT, null, 0, 0, AT.plusMillis(5)), tried)),
        Stream.of(Outcome.values())
            .map(
                outcome ->
                    new Trail(
                        new Trail.Settled(
                            outcome, AT, CALL, 23, 40_000_000_000L, AT.minusSeconds(40)),
                        null)));
  }

  /** It stands in the stores: a later version has to read it too. */
  @Test
  void shouldKeepItsForm() {
    Trail trail =
        new Trail(
            new Trail.Settled(Outcome.APPLIED, AT, CALL, 23, 99, AT.minusSeconds(2)),
            new Trail.Tried(AT.plusSeconds(3), "next-22"));
    String stored = "\"A mwt3h37f 1nw4sj2nyscxz-21 n 2r 1jk,mwt3h5ir next-22\"";

    assertThat(SERDE.serializer().serialize("contacts", trail)).asString().isEqualTo(stored);
    assertThat(SERDE.deserializer().deserialize("contacts", stored.getBytes(UTF_8)))
        .isEqualTo(trail);
  }

  /** Earlier versions did not say when a change came. */
  @Test
  void shouldReadItsFirstForm() {
    String stored = "\"A mwt3h37f 1nw4sj2nyscxz-21 n 2r\"";
    Trail trail = new Trail(new Trail.Settled(Outcome.APPLIED, AT, CALL, 23, 99, null), null);

    assertThat(SERDE.deserializer().deserialize("contacts", stored.getBytes(UTF_8)))
        .isEqualTo(trail);
    assertThat(SERDE.serializer().serialize("contacts", trail)).asString().isEqualTo(stored);
  }

  /** A call that left nothing to do, or came to nothing, did not end what a rule ended. */
  @ParameterizedTest
  @CsvSource({"APPLIED,true", "REJECTED,true", "UNCHANGED,false", "BLOCKED,false"})
  void shouldNameTheCallThatEndedAChangeAndNoOther(Outcome outcome, boolean byCall) {
    OpenChange change = OpenChange.read("e1", new Coordinates("changes", 0, 7), AT, null);
    ContactState idle = ContactState.unknown(new ContactKey(new AccountId("demo"), "k1"));
    ContactState held =
        idle.at(new Progress.Held(CALL, null, change, false, null, Progress.Held.Phase.IN_FLIGHT));

    Trail trail = Trail.of(held, idle, List.of(Ending.of(change, outcome)), new Work.None(), AT);
    assertThat(trail.settled())
        .isEqualTo(new Trail.Settled(outcome, AT, byCall ? CALL : null, 0, 7, AT));
  }

  @ParameterizedTest
  @MethodSource("trails")
  void shouldBeReadAsItWasWritten(Trail trail) {
    byte[] stored = SERDE.serializer().serialize("contacts", trail);

    assertThat(SERDE.deserializer().deserialize("contacts", stored)).isEqualTo(trail);
    assertThat(trail.tried() == null ? stored.length : 0).isLessThanOrEqualTo(MOST_BYTES);
  }
}
