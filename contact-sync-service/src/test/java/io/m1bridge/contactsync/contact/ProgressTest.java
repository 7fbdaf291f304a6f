package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.m1bridge.contactsync.contact.OpenChange.LastCall;
import io.m1bridge.contactsync.contact.Progress.Held;
import io.m1bridge.contactsync.contact.Progress.Held.Phase;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of states and events: each cell is the state that follows, or {@code !} where the event
 * is refused; in none a change is lost or ended twice.
 */
class ProgressTest {

  private static final SentRow ROW = SentRow.of("k1", "a@x.cn", Map.of("email", "a@x.cn"));
  private static final Aside HALF = Aside.half("c0", 1);

  /** The CRM deleted the contact and made it anew. */
  private static final List<StaleContact> TO_GO = List.of(StaleContact.of("a@x.cn"));

  private static final Map<String, Progress> STATES =
      Map.of(
          "idle", new Idle(),
          "queued", new Queued("queue/demo/ADD/1/k1", null),
          "aside", new Queued("aside/demo/ADD/BISECT~c0-1/k1", HALF),
          "flight", new Held("c1", ROW, Changes.open(1), false, HALF, Phase.IN_FLIGHT),
          "doubt", new Held("c1", ROW, Changes.open(1), false, HALF, Phase.IN_DOUBT),
          "parked", new Parked(Instant.EPOCH),
          "rejected", new Rejected("m1-refused"));

  @ParameterizedTest
  @CsvSource({
    // event     idle      queued    aside     flight    doubt     parked    rejected
    "upserted,   Idle,     Idle,     Idle,     InFlight, InDoubt,  Parked,   Idle",
    "deleted,    Idle,     Idle,     Idle,     InFlight, InDoubt,  Idle,     Idle",
    "forgotten,  Idle,     Idle,     Idle,     InFlight, InDoubt,  Idle,     Idle",
    "dispatched, InFlight, InFlight, InFlight, !,        !,        !,        !",
    "inDoubt,    Idle,     Queued,   Queued,   InDoubt,  InDoubt,  Parked,   Rejected",
    "expired,    Idle,     Queued,   Queued,   InFlight, InDoubt,  Parked,   Rejected",
    // A call ends for those alone whom it holds.
    "accepted,   !,        !,        !,        Idle,     Idle,     !,        !",
    "requeued,   !,        !,        !,        Queued,   Queued,   !,        !",
    "bisected,   !,        !,        !,        Queued,   Queued,   !,        !",
    // What a person says.
    "retried,    Idle,     Queued,   Queued,   InFlight, InDoubt,  Parked,   Idle",
    "keptInM1,   Rejected, Rejected, Rejected, !,        !,        Rejected, Rejected",
    "keptAnew,   Idle,     Idle,     Idle,     !,        !,        Idle,     Idle",
    // A bug may meet a contact in any state: it is rejected from there.
    "rejected,   Rejected, Rejected, Rejected, Rejected, Rejected, Rejected, Rejected",
    "missing,    Queued,   Queued,   Queued,   Queued,   Queued,   Queued,   Queued"
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
    String cell = event + " when " + from;
    ContactState before = state(from);
    if (expected.equals("!")) {
      assertThatThrownBy(() -> move(event).apply(before))
          .as(cell)
          .isInstanceOf(IllegalStateException.class);
      return;
    }
    Transition over = move(event).apply(before);
    assertThat(openOrEnded(over))
        .as(cell + ": changes")
        .containsExactlyInAnyOrderElementsOf(openOrNew(before, event));
    assertThat(name(over.state().progress())).as(cell).isEqualTo(expected);
  }

  private static List<String> open(ContactState state) {
    return Stream.of(state.waiting(), state.carried())
        .filter(Objects::nonNull)
        .map(OpenChange::eventId)
        .toList();
  }

  private static List<String> openOrNew(ContactState before, String event) {
    boolean comes = event.equals("upserted") || event.equals("deleted");
    return Stream.concat(open(before).stream(), comes ? Stream.of("e2") : Stream.empty()).toList();
  }

  private static List<String> openOrEnded(Transition over) {
    Stream<String> ended = over.endings().stream().map(ending -> ending.change().eventId());
    return Stream.concat(open(over.state()).stream(), ended).toList();
  }

  private static String name(Progress progress) {
    if (progress instanceof Held held) {
      return held.phase() == Phase.IN_DOUBT ? "InDoubt" : "InFlight";
    }
    return progress.getClass().getSimpleName();
  }

  private static ContactState state(String progress) {
    ContactState wanted =
        Changes.fold(
            ContactState.unknown(Changes.KEY),
            Changes.upsert(1, Map.of("email", "a@x.cn"), null),
            1);
    // Its one change is on the call, or has ended.
    boolean none = List.of("flight", "doubt", "rejected").contains(progress);
    return (none ? wanted.waitingFor(null) : wanted).at(STATES.get(progress));
  }

  private static Function<ContactState, Transition> move(String event) {
    return switch (event) {
      case "upserted" -> state -> fold(state, Changes.upsert(2, Map.of("email", "a@x.cn"), null));
      case "deleted" -> state -> fold(state, Changes.delete(2));
      case "forgotten" -> Folding::forgotten;
      case "expired" -> state -> Transition.to(CallEffects.expired(state, ROW));
      case "retried" -> state -> Transition.to(Outcomes.retried(state));
      case "keptInM1" -> Outcomes::keptInM1;
      case "keptAnew" -> state -> Outcomes.keptInM1(state.inM1(null, Map.of(), TO_GO));
      case "dispatched" -> state -> Transition.to(Outcomes.dispatched(state, "c2", ROW));
      case "inDoubt" -> state -> Transition.to(Outcomes.inDoubt(state));
      case "accepted" ->
          state ->
              Outcomes.accepted(
                  CallEffects.added(state, ROW, Optional.empty(), AddMerge.NEW_WINS),
                  new LastCall("c1", Operation.ADD, 1, null),
                  true);
      case "requeued" -> state -> Outcomes.requeued(state, "no");
      case "bisected" -> state -> Outcomes.bisected(state, HALF);
      case "rejected" -> state -> Outcomes.rejected(state, Rejection.byM1(Optional.empty()));
      case "missing" -> state -> Outcomes.rejected(state, Rejection.PROPERTY_MISSING);
      default -> throw new AssertionError(event);
    };
  }

  private static Transition fold(ContactState state, ContactChange change) {
    return ((Folding.Folded.Taken) Folding.fold(state, change, Changes.open(2), Owners.ALL_CRM))
        .transition();
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
  void shouldNotRetryWhatAPersonKeptInM1() {
    ContactState kept = Outcomes.keptInM1(state("queued")).state();

    assertThat(Outcomes.retried(kept)).isSameAs(kept);
  }

  @Test
  void shouldTakeNoContactFromItsCall() {
    ContactState held = state("flight");

    assertThatThrownBy(() -> Moves.idle(held)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Moves.aside(held, null)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Moves.parked(held, Instant.EPOCH))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldBeReadBackAsItWasStored() throws IOException {
    for (String progress : List.copyOf(STATES.keySet())) {
      ContactState state = state(progress);
      byte[] stored = ContractJson.mapper().writeValueAsBytes(state);
      assertThat(ContractJson.mapper().readValue(stored, ContactState.class)).isEqualTo(state);
    }
  }

  /** What earlier builds stored has to be read. */
  @ParameterizedTest
  @CsvSource({"flight, false", "doubt, true"})
  void shouldStoreADoubtAsAFlag(String progress, boolean inDoubt) {
    JsonNode stored = ContractJson.mapper().valueToTree(STATES.get(progress));

    assertThat(stored.path("inDoubt")).isEqualTo(BooleanNode.valueOf(inDoubt));
    assertThat(stored.has("phase")).isFalse();
  }
}
