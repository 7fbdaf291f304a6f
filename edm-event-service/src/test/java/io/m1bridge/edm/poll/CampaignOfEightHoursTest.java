package io.m1bridge.edm.poll;

import static io.m1bridge.edm.poll.PollHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.cloud.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One campaign of 5,000 rows over eight hours in virtual time, 5 % of them late: calls and delay,
 * beside three usual ways to read such a list once a minute. The figures stand in {@code
 * deploy/benchmarks/README.md}, {@code edm-campaign}.
 */
class CampaignOfEightHoursTest {

  private static final int ROWS = 5_000;
  private static final int PAGE = 100;
  private static final Duration WATCHED = Duration.ofHours(8);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Random random = new Random(11);
  private final List<Row> rows = new ArrayList<>();

  /**
   * A row to come.
   *
   * @param at when it happens
   * @param visibleAt when M1 lists it
   */
  private record Row(Instant at, Instant visibleAt) {}

  /** What another way of reading comes to. */
  private record Other(int lost, long calls) {}

  /** Rows come in between two pages as well where M1 takes some time to answer. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300})
  void shouldPublishEveryRowSoonForFewCalls(int answerMillis) {
    for (int i = 0; i < ROWS; i++) {
      rows.add(row());
    }
    rows.sort(Comparator.comparing(Row::visibleAt));
    CampaignCloud m1 = new CampaignCloud(Quirks.none(PAGE));
    PollHarness poller = new PollHarness(m1, Map.of());
    poller.answerTime = Duration.ofMillis(answerMillis);
    Duration step = answerMillis == 0 ? Duration.ofSeconds(1) : poller.answerTime;
    m1.campaign(7, START);
    int shown = 0;
    int seen = 0;
    Duration waited = Duration.ZERO;
    for (Duration t = Duration.ZERO; t.compareTo(WATCHED) < 0; t = t.plus(step)) {
      for (;
          shown < ROWS && !rows.get(shown).visibleAt().isAfter(poller.clock.instant());
          shown++) {
        m1.row(7, "open", "p" + shown + "@x.cn", rows.get(shown).at());
      }
      poller.pass(step, step);
      for (; seen < poller.events.size(); seen++) {
        waited = waited.plus(sinceVisible(poller, seen));
      }
    }
    int calls = m1.readings().size();
    double delay = waited.toMillis() / 1_000.0 / ROWS;
    long deep = m1.readings().stream().filter(call -> call.page() > 1).count();
    System.out.printf(
        "edm-campaign, answers after %d ms: %d calls, %d of them for pages behind the first; mean"
            + " delay %.1f s%n",
        answerMillis, calls, deep, delay);
    System.out.printf("newest timestamp, once a minute: %s%n", newest(Duration.ZERO));
    System.out.printf("look-back of 30 min, once a minute: %s%n", newest(Duration.ofMinutes(30)));
    System.out.printf("all of it, once a minute: %s%n", everything());

    assertThat(shown).isEqualTo(ROWS);
    assertThat(poller.events).as("the harness holds that none is doubled").hasSize(ROWS);
    assertThat(calls).isLessThanOrEqualTo(1_300);
    assertThat(delay).isLessThanOrEqualTo(15);
  }

  /** Its event names the row by its recipient. */
  private Duration sinceVisible(PollHarness poller, int event) {
    String recipient = poller.events.get(event).event().recipient();
    Row row = rows.get(Integer.parseInt(recipient.substring(1, recipient.indexOf('@'))));
    return Duration.between(row.visibleAt(), poller.clock.instant());
  }

  /** In the first hour, with density 1 / (1 + t / 10 min); shown soon, late or very late. */
  private Row row() {
    double minutes = 10 * Math.expm1(random.nextDouble() * Math.log(7));
    Instant at = START.plusSeconds((long) (minutes * 60));
    double kind = random.nextDouble();
    double seconds =
        kind < 0.95
            ? random.nextInt(30)
            : kind < 0.99 ? between(60, 20 * 60) : between(3_600, 6 * 3_600);
    return new Row(at, at.plusSeconds((long) seconds));
  }

  private double between(int from, int to) {
    return from + random.nextDouble() * (to - from);
  }

  /** Takes what is newer than the newest before, or lies within the look-back; knows ids. */
  private Other newest(Duration lookBack) {
    Set<Integer> taken = new HashSet<>();
    Instant newest = Instant.MIN;
    long calls = 0;
    for (Instant now = START; now.isBefore(START.plus(WATCHED)); now = now.plus(MINUTE)) {
      Instant from = newest.equals(Instant.MIN) ? Instant.MIN : newest.minus(lookBack);
      int listed = 0;
      for (int i = 0; i < ROWS && !rows.get(i).visibleAt().isAfter(now); i++) {
        if (rows.get(i).at().isAfter(from)) {
          listed++;
          taken.add(i);
          newest = rows.get(i).at().isAfter(newest) ? rows.get(i).at() : newest;
        }
      }
      calls += pages(listed);
    }
    return new Other(ROWS - taken.size(), calls);
  }

  private Other everything() {
    long calls = 0;
    int listed = 0;
    for (Instant now = START; now.isBefore(START.plus(WATCHED)); now = now.plus(MINUTE)) {
      while (listed < ROWS && !rows.get(listed).visibleAt().isAfter(now)) {
        listed++;
      }
      calls += pages(listed);
    }
    return new Other(ROWS - listed, calls);
  }

  private static int pages(int listed) {
    return Math.max(1, (listed + PAGE - 1) / PAGE);
  }
}
