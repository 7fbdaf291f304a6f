package io.m1bridge.edm.summary;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static io.m1bridge.edm.summary.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Suppression.Cause;
import io.m1bridge.contracts.Suppression.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of README, row by row. */
class SuppressionRulesTest {

  private static final List<String> KINDS =
      List.of(
          "opened",
          "clicked",
          "unsubscribed",
          "complained",
          "sent",
          "unknown",
          "hard-1",
          "hard-3",
          "hard-final",
          "soft-1",
          "soft-3",
          "soft-final");

  private final SuppressionRules rules = new SuppressionRules(3, Duration.ofDays(90));

  @ParameterizedTest
  @CsvSource({
    // what happened: campaign, kind and day of each event; reason; since which day
    "7 unsubscribed 1, UNSUBSCRIBED, 1",
    "7 complained 1, COMPLAINED, 1",
    "7 hard-final 1, HARD_BOUNCED, 1",
    "7 hard-1 1, , ",
    "7 hard-2 1, , ",
    "7 hard-3 1, , ",
    "7 soft-1 1, , ",
    "7 soft-3 1; 8 soft-3 2; 9 soft-3 3; 10 soft-3 4, , ",
    "7 soft-final 1, , ",
    "7 soft-final 1; 8 soft-final 2, , ",
    "7 soft-final 1; 8 soft-final 2; 9 soft-final 3, SOFT_BOUNCED, 3",
    "7 soft-final 1; 7 soft-final 2; 7 soft-final 3, , ",
    "7 soft-final 1; 8 soft-final 2; 9 soft-final 92, , ",
    "7 soft-final 1; 8 soft-final 2; 9 soft-final 91, SOFT_BOUNCED, 91",
    "7 soft-final 1; 8 soft-final 2; 8 opened 3; 9 soft-final 4, , ",
    "7 unknown 1; 8 unknown 2; 9 unknown 3, , ",
    "7 opened 1; 7 clicked 2; 7 sent 1, , ",
    // a sign of life lifts bounces, and nothing else
    "7 hard-final 1; 8 clicked 2, , ",
    "7 hard-final 1; 8 opened 2, , ",
    "8 opened 1; 7 hard-final 2, HARD_BOUNCED, 2",
    "7 hard-final 1; 8 opened 2; 9 hard-final 3, HARD_BOUNCED, 3",
    "7 unsubscribed 1; 8 clicked 2, UNSUBSCRIBED, 1",
    "7 complained 1; 8 clicked 2, COMPLAINED, 1",
    "7 soft-final 1; 8 soft-final 2; 9 soft-final 3; 8 clicked 4, , ",
    // the strongest is shown; what is lifted leaves the others as they were
    "7 hard-final 1; 7 unsubscribed 2, UNSUBSCRIBED, 2",
    "7 unsubscribed 1; 8 complained 2, COMPLAINED, 2",
    "7 unsubscribed 1; 8 hard-final 2; 9 clicked 3, UNSUBSCRIBED, 1",
    "7 unsubscribed 1; 8 unsubscribed 2, UNSUBSCRIBED, 1",
  })
  void shouldJudge(String what, Reason reason, Integer sinceDay) {
    Suppression judged = judge(events(what));

    if (reason == null) {
      assertThat(judged).isNull();
    } else {
      assertThat(judged).isNotNull();
      assertThat(judged.reason()).isEqualTo(reason);
      assertThat(judged.since()).isEqualTo(day(sinceDay));
      assertThat(judged.causes()).first().extracting(Cause::reason).isEqualTo(reason);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7 unsubscribed 1",
    "7 complained 1; 8 unsubscribed 2",
    "7 soft-final 1; 8 soft-final 2",
    "7 opened 1",
  })
  void shouldRestoreExactlyWhatABounceHadSwitchedOff(String before) {
    Suppression without = judge(events(before + "; 20 clicked 6"));

    Suppression lifted = judge(events(before + "; 9 hard-final 5; 20 clicked 6"));

    assertThat(judge(events(before + "; 9 hard-final 5")))
        .extracting(Suppression::causes)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Cause.class))
        .extracting(Cause::reason)
        .contains(Reason.HARD_BOUNCED);
    assertThat(lifted).isEqualTo(without);
  }

  @Test
  void shouldJudgeTheSameInWhateverOrderEventsCome() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<EngagementEvent> events = new ArrayList<>();
      for (int n = random.nextInt(9); n >= 0; n--) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        events.add(event(kind, 7 + random.nextInt(4), day(random.nextInt(120))));
      }
      ContactSummary inOrder = add(events);
      Collections.shuffle(events, random);

      assertThat(add(events)).isEqualTo(inOrder);
    }
  }

  @Test
  void shouldKeepARecordOfBoundedSize() {
    List<EngagementEvent> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      events.add(event(i % 2 == 0 ? "hard-final" : "soft-final", i, day(i)));
    }

    assertThat(add(events).finalBounces()).hasSize(16);
    assertThat(judge(events).since()).isEqualTo(day(0));
  }

  @Test
  void shouldRefuseARuleThatSuppressesEverybody() {
    assertThatThrownBy(() -> new SuppressionRules(0, Duration.ofDays(90)))
        .hasMessageContaining("m1bridge.edm.tables.soft-finals");
  }

  private Suppression judge(List<EngagementEvent> events) {
    return rules.judge("demo", "li@x.cn", add(events));
  }

  private static ContactSummary add(List<EngagementEvent> events) {
    ContactSummary summary = ContactSummary.NONE;
    for (EngagementEvent event : events) {
      summary = summary.plus(event, false);
    }
    return summary;
  }

  private static List<EngagementEvent> events(String text) {
    List<EngagementEvent> events = new ArrayList<>();
    for (String one : text.split(";")) {
      String[] words = one.strip().split(" ");
      events.add(event(words[1], Long.parseLong(words[0]), day(Integer.parseInt(words[2]))));
    }
    return events;
  }

  private static Instant day(int day) {
    return SENT_AT.plus(Duration.ofDays(day));
  }
}
