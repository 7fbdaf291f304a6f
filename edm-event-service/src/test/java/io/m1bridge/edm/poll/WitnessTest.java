package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.KeptRows;
import io.m1bridge.edm.cloud.Quirks;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers.EngagementRow;
import io.m1bridge.m1.M1Answers.Page;
import io.m1bridge.m1.M1Answers.Rows;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.wire.KeptRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** M1's list of what one contact did is compared with what was published. */
class WitnessTest {

  private static final long CAMPAIGN = 7;
  private static final long CONTACT = 99;
  private static final String WANG = "wang@x.cn";
  private static final Duration STEP = Duration.ofMinutes(1);

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(5));
  private final List<EngagementRow> behaviour = new ArrayList<>();
  private int asked;

  /** Lists one contact, and what it did. */
  private final class OneContact implements M1Port {

    @Override
    @SuppressWarnings("unchecked") // the call says what it returns
    public <T> CompletionStage<M1Outcome<T>> send(
        AccountId account, AccessToken token, M1Call<T> call) {
      if (call instanceof M1Call.ListContacts) {
        Contact contact =
            new Contact(
                OptionalLong.of(CONTACT),
                Map.of(ContactField.EMAIL, WANG),
                Map.of(),
                List.of(),
                Optional.empty());
        return done((T) new Page<>(1, List.of(contact)));
      }
      if (call instanceof M1Call.ContactBehaviour detail) {
        assertThat(detail.id()).isEqualTo(CONTACT);
        asked++;
        return done((T) Rows.of(behaviour));
      }
      return m1.send(account, token, call);
    }

    private <T> CompletionStage<M1Outcome<T>> done(T value) {
      return CompletableFuture.completedFuture(new M1Outcome.Accepted<>(value));
    }
  }

  private PollHarness poller(String interval) {
    m1.campaign(CAMPAIGN, START);
    m1.row(CAMPAIGN, "open", WANG, START);
    PollHarness poller =
        new PollHarness(
            new OneContact(),
            Map.of("witness-interval", interval, "full-read-pause", "10m"),
            START);
    poller.pass(Duration.ofMinutes(30), STEP);
    assertThat(poller.events).hasSize(1);
    return poller;
  }

  private void did(Instant at) {
    behaviour.add(KeptRow.engagement(CAMPAIGN, KeptRows.open(WANG, at)).orElseThrow());
  }

  private static double rows(PollHarness poller, String outcome) {
    return poller
        .meters
        .counter("m1bridge.edm.rows.witnessed", "account", "demo", "outcome", outcome)
        .count();
  }

  @Test
  void shouldAskNobodyUnlessToldTo() {
    did(START);
    PollHarness poller = poller("0s");
    poller.pass(Duration.ofHours(5), STEP);

    assertThat(asked).isZero();
    assertThat(poller.state(CAMPAIGN).witnessed()).isNull();
  }

  @Test
  void shouldFindThatAllIsKnown() {
    did(START);
    PollHarness poller = poller("1h");
    poller.pass(Duration.ofMinutes(45), STEP);

    assertThat(asked).isEqualTo(1);
    Witnessed told = Objects.requireNonNull(poller.state(CAMPAIGN).witnessed());
    assertThat(told.rows()).isEqualTo(1);
    assertThat(told.missing()).isZero();
    assertThat(rows(poller, "known")).isEqualTo(1);
  }

  /** One came in while another vanished: no count tells of it. */
  @Test
  void shouldFindARowThatNoCountTellsOf() {
    did(START);
    did(START.plusSeconds(60));
    PollHarness poller = poller("3h");
    for (int i = 0; i < 30; i++) {
      m1.row(CAMPAIGN, "open", "p" + i + "@x.cn", START.plusSeconds(600 + i));
    }
    poller.pass(Duration.ofMinutes(90), STEP);
    assertThat(poller.events).hasSize(31);
    m1.vanish(CAMPAIGN, 20);
    m1.row(CAMPAIGN, "open", WANG, START.plusSeconds(60));
    poller.pass(Duration.ofMinutes(45), STEP);
    assertThat(poller.events).as("it stands deep in the list").hasSize(31);

    poller.pass(Duration.ofMinutes(45), STEP);

    assertThat(poller.events).hasSize(32);
    Witnessed told = Objects.requireNonNull(poller.state(CAMPAIGN).witnessed());
    assertThat(told.missing()).isEqualTo(1);
    assertThat(rows(poller, "missing")).isEqualTo(1);
  }

  /** Where no row of its list is known, the list tells of rows in another way. */
  @Test
  void shouldNotBelieveAListOfOtherRows() {
    did(START.minusSeconds(9));
    PollHarness poller = poller("1h");
    long before = m1.readings(CAMPAIGN);
    poller.pass(Duration.ofMinutes(45), STEP);

    assertThat(asked).isEqualTo(1);
    assertThat(poller.state(CAMPAIGN).witnessed()).isNull();
    assertThat(m1.readings(CAMPAIGN) - before).as("its polls alone").isLessThan(60);
  }
}
