package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OpType;
import io.m1bridge.m1.wire.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of {@link M1Port}, for whatever implements it. */
public abstract class M1PortContract {

  /** How M1 is to end a call. */
  public enum Ending {
    REFUSED(M1Outcome.Refused.class),
    CONTACT_LIMIT(M1Outcome.ContactLimit.class),
    INVALID_TOKEN(M1Outcome.Unauthorized.class),
    NO_PERMISSION(M1Outcome.Forbidden.class),
    HOURLY_LIMIT(M1Outcome.Throttled.class),
    SERVER_ERROR(M1Outcome.Unavailable.class),
    UNEXPLAINED(M1Outcome.Unexplained.class),
    /** The connection closes after M1 has read the call; a read is then {@code Unavailable}. */
    LOST(M1Outcome.Unknown.class);

    @SuppressWarnings("rawtypes")
    final Class<? extends M1Outcome> outcome;

    @SuppressWarnings("rawtypes")
    Ending(Class<? extends M1Outcome> outcome) {
      this.outcome = outcome;
    }
  }

  private static final AccountId ACCOUNT = new AccountId("acme");
  private static final AccessToken TOKEN = new AccessToken("token");
  private static final Column EMAIL = new Column.Field(ContactField.EMAIL);
  private static final Contact CONTACT =
      Contact.of(Map.of(ContactField.EMAIL, "a@example.com"), Map.of());

  /** The port under test; the account holds contact 1 and knows no script yet. */
  protected abstract M1Port port();

  /** How the next call ends. */
  protected abstract void next(Ending ending);

  /** From here on M1 answers nothing until {@link #release()}. */
  protected abstract void hold();

  protected abstract void release();

  /** How many calls M1 has seen. */
  protected abstract int calls();

  static List<M1Call<?>> oneOfEachCall() {
    return List.of(
        new M1Call.ContactSetting(),
        new M1Call.AddContacts(List.of(CONTACT), Optional.of("g"), OpType.MERGE),
        new M1Call.EditContacts(List.of(EMAIL), EMAIL, List.of(List.of("a@example.com"))),
        new M1Call.ContactDetail(1),
        new M1Call.ContactBehaviour(1),
        new M1Call.ListContacts(List.of(), 1, 50),
        new M1Call.AddGroup("g2"),
        new M1Call.ListGroups(1, 50, Optional.empty()),
        new M1Call.AddTag("t"),
        new M1Call.ListTags(1, 50, Optional.empty()),
        new M1Call.AddProperty("p", 1, "d", List.of()),
        new M1Call.EditProperty(7, "p", 1, "d", List.of()),
        new M1Call.ListProperties(),
        new M1Call.ListCampaigns(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1))),
        new M1Call.ListEngagement(
            1, 0, Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1)), 1, 100),
        new M1Call.DeleteProperty(7),
        new M1Call.DeleteGroups(List.of(5L), false),
        new M1Call.DeleteContacts(List.of(9L)));
  }

  @Test
  void shouldKnowEveryCallThatThereIs() {
    assertThat(oneOfEachCall())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(M1Call.class.getPermittedSubclasses());
  }

  @Test
  void shouldAnswerEveryCallWithWhatItDeclares() throws Exception {
    for (M1Call<?> call : oneOfEachCall()) {
      Object value = accepted(call);
      Class<?> declared =
          switch (call.name()) {
            case "contact/setting", "contact/property/all", "edm/tasks" -> M1Answers.Rows.class;
            case "contact/add" -> M1Answers.Added.class;
            case "contact/detail" ->
                call instanceof M1Call.ContactDetail ? Contact.class : M1Answers.Rows.class;
            case "contact/group/add" -> M1Answers.Group.class;
            case "contact/all", "contact/group/all", "contact/tag/all", "edm/task/detail" ->
                M1Answers.Page.class;
            default -> M1Answers.Done.class;
          };
      assertThat(value).as(call.name()).isInstanceOf(declared);
    }
  }

  @Test
  void shouldMakeOneCallOfEachSend() throws Exception {
    int before = calls();
    for (M1Call<?> call : oneOfEachCall()) {
      accepted(call);
    }

    assertThat(calls() - before).isEqualTo(oneOfEachCall().size());
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndEveryCallWithAnOutcomeAndNeverRepeatIt(Ending ending) throws Exception {
    for (M1Call<?> call : oneOfEachCall()) {
      int before = calls();
      next(ending);

      boolean lostRead = ending == Ending.LOST && !isWrite(call);
      assertThat(outcome(call))
          .as(call.name())
          .isInstanceOf(lostRead ? M1Outcome.Unavailable.class : ending.outcome);
      assertThat(calls() - before).as(call.name()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotBlockTheCaller() throws Exception {
    hold();
    CompletableFuture<?> first = send(new M1Call.AddTag("a"));
    CompletableFuture<?> second = send(new M1Call.AddTag("b"));

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();

    release();
    assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(M1Outcome.Accepted.class);
    assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(M1Outcome.Accepted.class);
  }

  private static boolean isWrite(M1Call<?> call) {
    return Endpoint.of(call).kind() == Endpoint.Kind.WRITE;
  }

  private Object accepted(M1Call<?> call) throws Exception {
    M1Outcome<?> outcome = outcome(call);
    assertThat(outcome).as(call.name()).isInstanceOf(M1Outcome.Accepted.class);
    return ((M1Outcome.Accepted<?>) outcome).value();
  }

  private M1Outcome<?> outcome(M1Call<?> call) throws Exception {
    return send(call).get(10, TimeUnit.SECONDS);
  }

  private CompletableFuture<? extends M1Outcome<?>> send(M1Call<?> call) {
    return port().send(ACCOUNT, TOKEN, call).toCompletableFuture();
  }
}
