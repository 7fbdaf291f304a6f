package io.m1bridge.contactsync.contact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.kafka.serde.JsonSerde;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** States as they were written before contacts could be known by anything but their email. */
class StoredStatesTest {

  private static final Serde<ContactState> SERDE = JsonSerde.of(ContactState.class);

  private static final String SYNCED =
      "{\"key\":{\"account\":\"demo\",\"key\":\"k1\"},\"desired\":{\"fields\":{\"city\":\"上海\","
          + "\"email\":\"P1@x.cn\"},\"groups\":[\"VIP\"],\"optOut\":false},\"synced\":{\"email\":"
          + "\"P1@x.cn\",\"fields\":{\"city\":\"SQakmtxcRys0SDl2\"},\"groups\":[\"VIP\"]},"
          + "\"doubtful\":{},\"stale\":[],\"progress\":{\"at\":\"idle\"},\"seen\":";

  private static ContactState read(String json) {
    return SERDE.deserializer().deserialize("contacts", json.getBytes(UTF_8));
  }

  @Test
  void shouldReadAContactThatIsMissingInM1() {
    ContactState state = read(SYNCED + "{\"pass\":3,\"id\":0,\"differs\":{\"email\":\"\"}}}");

    assertThat(state.seen()).isNotNull();
    assertThat(state.seen().isMissing()).isTrue();
    ContactState repaired = ListOutcomes.repaired(state);
    assertThat(repaired.synced()).as("to be added again").isNull();
    assertThat(repaired.doubtfulAddress()).isEqualTo("P1@x.cn");
    assertThat(again(state)).isEqualTo(state);
  }

  @Test
  void shouldReadAContactThatOnePassDidNotShow() {
    ContactState state = read(SYNCED + "{\"pass\":3,\"id\":0,\"odd\":{\"email\":\"\"}}}");

    assertThat(state.seen()).isNotNull();
    assertThat(state.seen().isOddlyMissing()).isTrue();
    assertThat(state.seen().notShown().isMissing()).isTrue();
    assertThat(state.seen().shown(4, 17, Map.of()).differs()).isEmpty();
  }

  @Test
  void shouldReadWhatIsDoubtfulAndWhatHasToGo() {
    ContactState state =
        read(
            "{\"key\":{\"account\":\"demo\",\"key\":\"k1\"},\"desired\":{\"fields\":{\"city\":"
                + "\"上海\",\"email\":\"P1@x.cn\"},\"groups\":[\"VIP\"],\"optOut\":false},"
                + "\"doubtful\":{\"city\":\"SQakmtxcRys0SDl2\",\"email\":\"P1@x.cn\"},\"stale\":"
                + "[{\"email\":\"old@x.cn\",\"id\":9,\"pass\":2}],\"waiting\":{\"eventId\":\"e1\","
                + "\"source\":{\"topic\":\"t\",\"partition\":0,\"offset\":1},\"receivedAt\":"
                + "1795773600000,\"slot\":0,\"attempts\":0,\"failures\":0},\"progress\":{\"at\":"
                + "\"queued\",\"queueKey\":\"queue/demo/DELETE/000001/k1\"}}");

    assertThat(state.stale()).isEqualTo(List.of(new StaleContact("old@x.cn", 9, 2)));
    assertThat(state.stale().get(0).isIdTold()).isTrue();
    assertThat(state.doubtfulAddress()).isEqualTo("P1@x.cn");
    assertThat(state.wantedAddress()).isEqualTo("p1@x.cn");
    assertThat(ListOutcomes.isAwaited(state, false)).isFalse();
    assertThat(again(state)).isEqualTo(state);
  }

  /** Why it is rejected stood beside it, among what else went wrong. */
  @Test
  void shouldReadWhyAContactIsRejected() {
    ContactState state = read(rejected(",\"lastProblem\":\"delete-rejected\""));

    assertThat(state.progress()).isEqualTo(new Progress.Rejected("delete-rejected"));
    assertThat(Outcomes.retried(state)).as("kept by a person").isSameAs(state);
    assertThat(again(state)).isEqualTo(state);
    assertThat(again(state.withProblem("another")).progress()).isEqualTo(state.progress());
    assertThat(read(rejected("")).progress()).isEqualTo(new Progress.Rejected("m1-refused"));
  }

  private static String rejected(String more) {
    return "{\"key\":{\"account\":\"demo\",\"key\":\"k1\"},\"progress\":{\"at\":\"rejected\"}"
        + more
        + "}";
  }

  @Test
  void shouldStoreThatAFullAccountWasToldOnlyWhereItWas() {
    ContactState sent =
        Outcomes.dispatched(
            ContactState.unknown(Changes.KEY).waitingFor(Changes.open(1)),
            "c1",
            SentRow.of("k1", "a@x.cn", Map.of()));
    ContactState told = Outcomes.toldFull(sent);

    assertThat(SERDE.serializer().serialize("", sent)).asString().doesNotContain("toldFull");
    assertThat(again(told)).isEqualTo(told).isNotEqualTo(sent);
  }

  private static ContactState again(ContactState state) {
    return SERDE.deserializer().deserialize("", SERDE.serializer().serialize("", state));
  }
}
