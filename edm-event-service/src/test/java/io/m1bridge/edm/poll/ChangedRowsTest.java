package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** M1 masks IPs, renames clients and fills in mailing ids: rows change that were published. */
class ChangedRowsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int ROWS = 300;

  private final CampaignCloud m1 = new CampaignCloud(Quirks.none(2_000));
  private final PollHarness poller = new PollHarness(m1, Map.of());

  private void published() {
    m1.campaign(7, START);
    for (int i = 0; i < ROWS; i++) {
      m1.row(7, "open", "p" + i + "@x.cn", START.plusSeconds(i));
    }
    poller.pass(HOUR, Duration.ofMinutes(1));
    assertThat(poller.events).hasSize(ROWS);
  }

  private void change(int rows) {
    for (int i = 0; i < rows; i++) {
      m1.change(7, i, "1");
    }
  }

  private long changed() {
    return poller.state(7).changed().rows();
  }

  private double counted() {
    return poller.meters.counter("m1bridge.edm.rows.changed", "account", "demo").count();
  }

  @Test
  void shouldPublishNoRowOfACampaignAgainWhenAllOfThemAreMasked() {
    published();
    change(ROWS);
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).hasSize(ROWS);
    assertThat(changed()).isEqualTo(ROWS);
    assertThat(counted()).isEqualTo(ROWS);
    assertThat(poller.state(7).counts().vanished()).isZero();
    assertThat(poller.state(7).shown()).startsWith("M1 shows 300 rows otherwise than before");
    assertThat(poller.state(7).timing().shown()).as("it is complete all the same").isNull();
  }

  @Test
  void shouldTellPeopleForADayAndGoOnPublishing() {
    published();
    change(ROWS);
    poller.pass(HOUR, Duration.ofMinutes(1));
    m1.row(7, "open", "late@x.cn", START.plusSeconds(5));
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(poller.state(7).changed().manyAt()).isNotNull();
    poller.pass(Duration.ofDays(2), HOUR);
    assertThat(poller.state(7).shown()).isNull();
    assertThat(changed()).isEqualTo(ROWS);
  }

  @Test
  void shouldNotTellPeopleOfAFew() {
    published();
    change(19);
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(changed()).isEqualTo(19);
    assertThat(poller.state(7).shown()).isNull();
  }

  @Test
  void shouldKnowChangedRowsOfListsOfManyPages() {
    m1.quirks(Quirks.none(20));
    published();
    change(ROWS);
    poller.pass(Duration.ofDays(2), HOUR);

    assertThat(poller.events).hasSize(ROWS);
    assertThat(changed()).as("by the full read").isEqualTo(ROWS);
  }

  /** Nothing tells of it but that M1 counts a row more. */
  @Test
  void shouldPublishARowThatIsLikeAPublishedOneOnAnotherPage() {
    m1.quirks(Quirks.none(20));
    published();
    addOneAtThePageEdge();

    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(changed()).isZero();
  }

  /** The changed row is the older one of its second. */
  private void addOneAtThePageEdge() {
    m1.row(7, "open", "p280@x.cn", START.plusSeconds(280));
    m1.change(7, 20, "1");
    poller.pass(HOUR, Duration.ofMinutes(1));
  }

  @Test
  void shouldKnowChangedRowsAfterTheLedgerWasLost() {
    published();
    change(ROWS);
    poller.pass(HOUR, Duration.ofMinutes(1));
    poller.loseLedger(true);
    for (int i = 0; i < ROWS; i++) {
      m1.change(7, i, "2");
    }
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).hasSize(ROWS);
    assertThat(changed()).isEqualTo(ROWS);
  }

  /** The one that vanished is no reason to take it for a changed row. */
  @Test
  void shouldPublishARowThatIsLikeOneThatVanishedLongBefore() {
    m1.quirks(Quirks.none(20));
    published();
    m1.vanish(7, 20);
    poller.pass(HOUR, Duration.ofMinutes(1));
    assertThat(poller.state(7).counts().vanished()).isEqualTo(1);
    int seconds = ROWS - 21;
    m1.row(7, "open", "p" + seconds + "@x.cn", START.plusSeconds(seconds));
    m1.change(7, 20, "1");
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(changed()).isZero();
    assertThat(poller.state(7).counts().agree()).isTrue();
  }

  /** M1 lists the newest first. */
  @Test
  void shouldPublishTheUpperOfTwoRowsThatAreAlike() {
    published();
    m1.change(7, 20, "masked");
    int seconds = ROWS - 21;
    m1.row(7, "open", "p" + seconds + "@x.cn", START.plusSeconds(seconds));
    m1.change(7, 20, "new");
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(poller.events.get(ROWS).event().mailingId()).isEqualTo("new");
  }

  /** Without a time all opens of a recipient would be alike. */
  @Test
  void shouldPublishRowsWithoutATimeEachAsItIs() {
    m1.campaign(7, START);
    m1.row(7, "open", "a@x.cn", START, "", "");
    poller.pass(HOUR, Duration.ofMinutes(1));
    m1.change(7, 0, "1");
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).as("it is another row").hasSize(2);
  }

  /** It kept no cores; they are learned from what M1 lists. */
  @Test
  void shouldKnowChangedRowsThatAnEarlierVersionPublished() {
    published();
    upgrade();
    change(ROWS);
    poller.pass(HOUR, Duration.ofMinutes(1));

    assertThat(poller.events).hasSize(ROWS);
  }

  /** Polls see its first page only, and its next full read would be that of 30 days. */
  @Test
  void shouldReadAListOfManyPagesThatAnEarlierVersionPublished() {
    m1.quirks(Quirks.none(20));
    published();
    poller.pass(Duration.ofDays(10), HOUR);
    upgrade();
    change(ROWS);
    poller.pass(Duration.ofDays(25), HOUR);

    assertThat(poller.events).hasSize(ROWS);
    assertThat(changed()).isEqualTo(ROWS);
  }

  @Test
  void shouldLearnRowsThatAreAlikeFromTwoPages() {
    m1.quirks(Quirks.none(20));
    published();
    addOneAtThePageEdge();
    assertThat(poller.events).hasSize(ROWS + 1);
    upgrade();
    m1.change(7, 19, "2");
    m1.change(7, 20, "2");
    poller.pass(Duration.ofDays(2), HOUR);

    assertThat(poller.events).hasSize(ROWS + 1);
    assertThat(changed()).isEqualTo(2);
  }

  private void upgrade() {
    poller.ledgers.get("7").forgetCores();
    CampaignState state = poller.state(7);
    poller.states.put(
        7L,
        new CampaignState(
            state.descriptor(), state.counts(), state.timing(), state.pace(), null, null));
    poller.crash();
    poller.pass(HOUR, Duration.ofMinutes(1));
  }

  @Test
  void shouldTellManyByTheShareOfTheList() {
    Instant now = START;

    assertThat(Changes.NONE.found(20, 1_999, now).manyAt()).isEqualTo(now);
    assertThat(Changes.NONE.found(20, 2_000, now).manyAt()).isNull();
    assertThat(Changes.NONE.found(20, 2_000, now).found(40, 1_999, now).manyAt()).isEqualTo(now);
    assertThat(Changes.NONE.found(30, 100, now).found(31, 100, now.plusSeconds(1)).manyAt())
        .isEqualTo(now);
  }
}
