package io.m1bridge.edm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.MachineLikelihood.Reason;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@code docs/machines.md}, one by one. */
class MachineJudgeTest {

  private static final String MAILING = "demo/7";
  private static final Instant SENT_AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SCANNER = "203.0.113.9";
  private static final String HOME = "198.51.100.4";

  private final MemoryTraces traces = new MemoryTraces();
  private final MachineJudge judge = new MachineJudge(MachineDefaults.model(), traces);
  private final List<MachineLikelihood> told = new ArrayList<>();
  private Marked marked = Marked.NONE;

  @Test
  void shouldBeCertainOfAllLinksAtOnceWithoutAnOpen() {
    clicksAll("li", 2, SCANNER);

    assertThat(last().verdict()).isEqualTo(Verdict.CERTAIN);
    assertThat(last().reasons())
        .containsExactly(Reason.ALL_LINKS, Reason.CLICK_WITHOUT_OPEN, Reason.AT_ONCE);
    assertThat(last().machineClicks()).isEqualTo(3);
    assertThat(marked).isEqualTo(new Marked(0, 3, 0, 1, 0, 0, 1));
  }

  @Test
  void shouldSuspectAllLinksLaterWithoutAnOpen() {
    clicksAll("li", 600, SCANNER);

    assertThat(last().verdict()).isEqualTo(Verdict.SUSPECTED);
    assertThat(last().reasons()).containsExactly(Reason.ALL_LINKS, Reason.CLICK_WITHOUT_OPEN);
  }

  @Test
  void shouldSayNothingOfPeople() {
    // All links, but over minutes; within seconds of arrival, but only an open; without an open.
    opens("reader", 300, HOME);
    for (int i = 0; i < 6; i++) {
      clicks("reader", 320 + 40 * i, HOME, "/" + i);
    }
    opens("early", 2, HOME);
    clicks("early", 20, HOME, "/1");
    clicks("no-images", 900, HOME, "/1");
    // Tabs: three links in a moment, after an open.
    opens("tabs", 700, HOME);
    clicksAll("tabs", 720, HOME);

    assertThat(told).isEmpty();
    assertThat(marked).isEqualTo(Marked.NONE);
  }

  @Test
  void shouldBeMadeCertainByAGatewayAlsoOfThoseBefore() {
    for (int i = 1; i <= 4; i++) {
      clicks("p" + i, 2, SCANNER, "/1");
      assertThat(last().verdict()).as("p%d", i).isEqualTo(Verdict.SUSPECTED);
    }
    told.clear();
    clicks("p5", 3, SCANNER, "/1");

    assertThat(told)
        .extracting(MachineLikelihood::recipient)
        .containsExactlyInAnyOrder("p1", "p2", "p3", "p4", "p5");
    assertThat(told)
        .allMatch(one -> one.verdict() == Verdict.CERTAIN)
        .allMatch(one -> one.reasons().contains(Reason.GATEWAY));
    assertThat(told)
        .filteredOn(one -> !one.recipient().equals("p5"))
        .allMatch(one -> one.corrects() == Verdict.SUSPECTED);
    assertThat(marked).isEqualTo(new Marked(0, 5, 0, 5, 0, 0, 5));
  }

  @Test
  void shouldTakeThatBackWhenTheAddressIsAGatewayNoMore() {
    for (int i = 1; i <= 5; i++) {
      clicks("p" + i, 2, SCANNER, "/1");
    }
    // M1 lists late that the mail to one of them went out an hour later.
    see("p5", Action.SENT, 3_600, null, null);

    assertThat(verdict("p1")).isEqualTo(Verdict.SUSPECTED);
    assertThat(verdict("p5")).isEqualTo(Verdict.HUMAN);
    assertThat(marked).isEqualTo(new Marked(0, 4, 0, 4, 0, 4, 0));
  }

  @Test
  void shouldNotTakePeopleOfACompanyForItsGateway() {
    for (int i = 1; i <= 9; i++) {
      clicksAll("p" + i, 1, SCANNER);
    }
    told.clear();
    Marked before = marked;
    // The same address: people sit behind it as well.
    opens("p1", 1_800, SCANNER);
    clicks("p1", 1_830, SCANNER, "/2");

    assertThat(told.get(0).verdict()).as("at the open").isEqualTo(Verdict.HUMAN);
    assertThat(told.get(0).corrects()).isEqualTo(Verdict.CERTAIN);
    assertThat(last().corrects()).as("at the click").isNull();
    assertThat(last().machineClicks()).as("the scanner's stay a machine's").isEqualTo(3);
    assertThat(last().clicks()).isEqualTo(4);
    assertThat(marked.clicks()).isEqualTo(before.clicks());
    assertThat(marked.clickers()).as("p1 clicked").isEqualTo(8);
    assertThat(marked.certain()).isEqualTo(8);
    // Tabs, from an address that is known as a gateway by now.
    opens("q", 1_900, SCANNER);
    clicksAll("q", 1_920, SCANNER);
    assertThat(verdict("q")).isEqualTo(Verdict.HUMAN);
  }

  @Test
  void shouldOnlySuspectWhatOpensForMany() {
    for (int i = 1; i <= 6; i++) {
      opens("p" + i, 1, SCANNER);
    }

    assertThat(verdict("p1")).isEqualTo(Verdict.SUSPECTED);
    assertThat(marked).isEqualTo(new Marked(6, 0, 6, 0, 0, 6, 0));
    // It is no gateway that clicks: somebody who is quick with all links is believed.
    opens("p7", 30, SCANNER);
    clicksAll("p7", 40, SCANNER);
    assertThat(verdict("p7")).isEqualTo(Verdict.HUMAN);
  }

  @Test
  void shouldBeLiftedByALaterHumanSign() {
    clicksAll("li", 600, HOME);
    assertThat(last().verdict()).isEqualTo(Verdict.SUSPECTED);

    clicks("li", 9_000, "192.0.2.77", "/1");

    assertThat(last().verdict()).isEqualTo(Verdict.HUMAN);
    assertThat(last().corrects()).isEqualTo(Verdict.SUSPECTED);
    assertThat(last().reasons()).isEmpty();
    assertThat(marked).as("what was in doubt counts again").isEqualTo(Marked.NONE);
  }

  @Test
  void shouldBeLiftedByAnOpenThatComesToLightLate() {
    clicksAll("li", 600, HOME);
    assertThat(last().verdict()).isEqualTo(Verdict.SUSPECTED);

    opens("li", 590, HOME);

    assertThat(last().verdict()).isEqualTo(Verdict.HUMAN);
    assertThat(marked).isEqualTo(Marked.NONE);
  }

  @Test
  void shouldKeepTheClicksOfAMachineApartFromAPersonsOpen() {
    clicksAll("li", 2, SCANNER);
    opens("li", 7_200, HOME);

    assertThat(last().verdict()).isEqualTo(Verdict.HUMAN);
    assertThat(last().machineClicks()).isEqualTo(3);
    assertThat(last().machineOpens()).isZero();
    assertThat(marked)
        .as("an opener, no clicker, so not both")
        .isEqualTo(new Marked(0, 3, 0, 1, 1, 0, 0));
  }

  @Test
  void shouldCountFromTheSentRowWhereThereIsOne() {
    // The campaign takes an hour to go out: its own time says nothing of the last recipients.
    see("li", Action.CLICKED, 3_602, SCANNER, "/1", SENT_AT.plusSeconds(3_600));

    assertThat(verdict("li")).isEqualTo(Verdict.SUSPECTED);
  }

  @ParameterizedTest
  @CsvSource({"*.*.*.*", "10.1.2.x", "0.0.0.0", "unknown", "''"})
  void shouldTakeNoMaskedAddressForAGateway(String ip) {
    for (int i = 1; i <= 9; i++) {
      clicks("p" + i, 2, ip, "/1");
    }

    assertThat(verdict("p9")).isEqualTo(Verdict.SUSPECTED);
  }

  @Test
  void shouldNotGrowWithoutBound() {
    for (int i = 0; i < 1_000; i++) {
      clicks("li", 1_000 + 60L * i, HOME, "/" + i);
    }
    Trace trace = traces.trace(MAILING, "li");

    assertThat(trace.moments()).hasSize(Trace.FIRST + Trace.LAST);
    assertThat(trace.moments().get(Trace.FIRST - 1).at())
        .isEqualTo(SENT_AT.plusSeconds(1_000 + 60 * 79).toEpochMilli());
    assertThat(trace.moments().get(Trace.FIRST).at())
        .isEqualTo(SENT_AT.plusSeconds(1_000 + 60 * 980).toEpochMilli());
  }

  private void clicksAll(String recipient, long second, String ip) {
    for (int i = 1; i <= 3; i++) {
      clicks(recipient, second + i, ip, "/" + i);
    }
  }

  private void opens(String recipient, long second, String ip) {
    see(recipient, Action.OPENED, second, ip, null);
  }

  private void clicks(String recipient, long second, String ip, String path) {
    see(recipient, Action.CLICKED, second, ip, path);
  }

  private void see(
      String recipient, Action action, long second, @Nullable String ip, @Nullable String path) {
    Instant sentAt = action == Action.SENT ? SENT_AT.plusSeconds(second) : null;
    see(recipient, action, second, ip, path, sentAt);
  }

  private void see(
      String recipient,
      Action action,
      long second,
      @Nullable String ip,
      @Nullable String path,
      @Nullable Instant sentAt) {
    Sighting sighting =
        new Sighting(
            recipient,
            action,
            SENT_AT.plusSeconds(second),
            SENT_AT,
            sentAt,
            ip,
            path == null ? null : "https://x.cn" + path,
            null);
    MachineJudge.Seen seen = judge.see(MAILING, sighting);
    marked = marked.plus(seen.marked());
    seen.told()
        .forEach(one -> told.add(one.now().likelihood("demo", 7, one.recipient(), one.before())));
  }

  private MachineLikelihood last() {
    return told.get(told.size() - 1);
  }

  private Verdict verdict(String recipient) {
    return traces.trace(MAILING, recipient).verdict();
  }
}
