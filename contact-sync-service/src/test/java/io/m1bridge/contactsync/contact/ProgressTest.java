package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.Progress.Idle;
import io.m1bridge.contactsync.contact.Progress.Parked;
import io.m1bridge.contactsync.contact.Progress.Queued;
import io.m1bridge.contactsync.contact.Progress.Rejected;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.SyncResult.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of states and events: each cell is the state that follows. */
class ProgressTest {

  private static final SentRow ROW = SentRow.of("k1", "a@x.cn", Map.of("email", "a@x.cn"));
  private static final Aside HALF = Aside.half("c0", 1);

  private static final Map<String, Progress> STATES =
      Map.of(
          "idle", new Idle(),
          "queued", new Queued("queue/demo/ADD/1/k1", null),
          "aside", new Queued("aside/demo/ADD/BISECT~c0-1/k1", HALF),
          "flight", new Held("c1", ROW, Changes.open(1), false, HALF, false),
          "doubt", new Held("c1", ROW, Changes.open(1), false, HALF, true),
          "parked", new Parked(Instant.EPOCH),
          "rejected", new Rejected());

  @ParameterizedTest
  @CsvSource({
    // event     idle      queued    aside     flight    doubt     parked    rejected
    "upserted,   Idle,     Idle,     Idle,     InFlight, InDoubt,  Parked,   Idle",
    "deleted,    Idle,     Idle,     Idle,     InFlight, InDoubt,  Idle,     Idle",
    "dispatched, InFlight, InFlight, InFlight, -,        -,        -,        -",
    "inDoubt,    Idle,     Queued,   Queued,   InDoubt,  InDoubt,  Parked,   Rejected",
    "accepted,   -,        -,        -,        Idle,     Idle,     -,        -",
    "requeued,   -,        -,        -,        Queued,   Queued,   -,        -",
    "bisected,   -,        -,        -,        Queued,   Queued,   -,        -",
    "rejected,   Rejected, Rejected, Rejected, Rejected, Rejected, -,        -",
    "missing,    Queued,   Queued,   Queued,   -,        -,        -,        -"
  })
  void shouldMoveAsTheTableSays(
      String event,
      String idle,
      String queued,
      String aside,
      String flight,
      String doubt,
      String parked,
      String rejected) {
    check(event, "idle", idle);
    check(event, "queued", queued);
    check(event, "aside", aside);
    check(event, "flight", flight);
    check(event, "doubt", doubt);
    check(event, "parked", parked);
    check(event, "rejected", rejected);
  }

  private static void check(String event, String from, String expected) {
    if (expected.equals("-")) {
      return;
    }
    Progress after = move(event).apply(state(from)).progress();
    assertThat(name(after)).as(event + " when " + from).isEqualTo(expected);
  }

  private static String name(Progress progress) {
    if (progress instanceof Held held) {
      return held.inDoubt() ? "InDoubt" : "InFlight";
    }
    return progress.getClass().getSimpleName();
  }

  private static ContactState state(String progress) {
    ContactState wanted =
        Changes.fold(
            ContactState.unknown(Changes.KEY),
            Changes.upsert(1, Map.of("email", "a@x.cn"), null),
            1);
    boolean held = progress.equals("flight") || progress.equals("doubt");
    return (held ? wanted.waitingFor(null) : wanted).at(STATES.get(progress));
  }

  private static UnaryOperator<ContactState> move(String event) {
    return switch (event) {
      case "upserted" ->
          state -> Changes.fold(state, Changes.upsert(2, Map.of("email", "a@x.cn"), null), 2);
      case "deleted" -> state -> Changes.fold(state, Changes.delete(2), 2);
      case "dispatched" -> state -> Outcomes.dispatched(state, "c2", ROW);
      case "inDoubt" -> Outcomes::inDoubt;
      case "accepted" ->
          state ->
              Outcomes.accepted(
                      Outcomes.added(state, ROW, Optional.empty(), AddMerge.NEW_WINS),
                      new LastCall("c1", Operation.ADD, 1),
                      true)
                  .state();
      case "requeued" -> state -> Outcomes.requeued(state, "no").state();
      case "bisected" -> state -> Outcomes.bisected(state, HALF).state();
      case "rejected" ->
          state -> Outcomes.rejected(state, Rejection.byM1(Optional.empty())).state();
      case "missing" -> state -> Outcomes.rejected(state, Rejection.PROPERTY_MISSING).state();
      default -> throw new AssertionError(event);
    };
  }

  @Test
  void shouldKeepItsPartOfARefusedBatchWhileItIsSentAgain() {
    ContactState sent = Outcomes.dispatched(state("aside"), "c2", ROW);

    Progress after = Outcomes.requeued(sent, null).state().progress();

    assertThat(after).isEqualTo(new Queued("", HALF));
  }

  @Test
  void shouldNotRejectWhatTheCrmChangedDuringTheFlight() {
    ContactState changed =
        Changes.fold(state("flight"), Changes.upsert(2, Map.of("email", "a@x.cn"), null), 2);

    Transition over = Outcomes.rejected(changed, Rejection.byM1(Optional.empty()));

    assertThat(over.state().progress()).isInstanceOf(Idle.class);
    assertThat(over.endings()).extracting(Ending::foldedInto).containsExactly("e2");
  }

  @Test
  void shouldBeReadBackAsItWasStored() throws IOException {
    for (String progress : List.copyOf(STATES.keySet())) {
      ContactState state = state(progress);
      byte[] stored = ContractJson.mapper().writeValueAsBytes(state);
      assertThat(ContractJson.mapper().readValue(stored, ContactState.class)).isEqualTo(state);
    }
  }
}
