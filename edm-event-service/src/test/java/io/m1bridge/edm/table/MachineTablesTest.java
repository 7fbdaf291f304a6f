package io.m1bridge.edm.table;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static io.m1bridge.edm.summary.TestEvents.dated;
import static io.m1bridge.edm.summary.TestEvents.event;
import static io.m1bridge.edm.summary.TestEvents.from;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.CampaignStats;
import io.m1bridge.contracts.CampaignStats.WithoutMachines;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines and links in the tables. */
class MachineTablesTest {

  private static final String SCANNER = "203.0.113.9";
  private static final String HOME = "198.51.100.4";

  @TempDir Path stateDir;

  private TablesWorld world;

  @BeforeEach
  void start() {
    world = new TablesWorld(stateDir, "one");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void shouldCountWithAndWithoutMachines() throws IOException {
    for (String recipient : new String[] {"scanned@x.cn", "li@x.cn"}) {
      world.happens(recipient, event("sent", 7, SENT_AT));
    }
    scan("scanned@x.cn", 2);
    opens("li@x.cn", 900);
    clicks("li@x.cn", 960, HOME, "a");

    assertThat(likelihood("scanned@x.cn").verdict()).isEqualTo(Verdict.CERTAIN);
    assertThat(likelihood("li@x.cn")).as("nothing to tell").isNull();
    assertThat(stats().uniqueClickers()).isEqualTo(2);
    assertThat(stats().clickToOpen()).isEqualTo(1.0);
    assertThat(stats().withoutMachines())
        .isEqualTo(new WithoutMachines(1, 1, 1, 1, 1.0, 0.5, 0.5, 0, 1));
    assertThat(links().links())
        .containsExactly(
            new LinkStats.Link("https://x.cn/a", null, 2, 2, 1, 1, at(2), at(960)),
            new LinkStats.Link("https://x.cn/bb", null, 1, 1, 0, 0, at(3), at(3)),
            new LinkStats.Link("https://x.cn/ccc", null, 1, 1, 0, 0, at(4), at(4)));
    assertThat(links().others()).isNull();
  }

  @Test
  void shouldFollowAVerdictThatChanges() throws IOException {
    scan("li@x.cn", 600);
    assertThat(likelihood("li@x.cn").verdict()).isEqualTo(Verdict.SUSPECTED);
    assertThat(stats().withoutMachines().clicks()).isZero();

    clicks("li@x.cn", 9_000, HOME, "a");

    assertThat(likelihood("li@x.cn").verdict()).isEqualTo(Verdict.HUMAN);
    assertThat(likelihood("li@x.cn").corrects()).isEqualTo(Verdict.SUSPECTED);
    assertThat(stats().withoutMachines().clicks()).isEqualTo(4);
    assertThat(links().links().get(0).clicksWithoutMachines()).isEqualTo(2);
    assertThat(links().links().get(1).uniqueClickersWithoutMachines()).isEqualTo(1);
  }

  @Test
  void shouldTellEachWhomAGatewayMakesCertain() throws IOException {
    for (int i = 1; i <= 5; i++) {
      clicks("p" + i + "@x.cn", 2, SCANNER, "a");
    }

    for (int i = 1; i <= 5; i++) {
      assertThat(likelihood("p" + i + "@x.cn").verdict()).isEqualTo(Verdict.CERTAIN);
    }
    assertThat(stats().withoutMachines().certain()).isEqualTo(5);
  }

  @Test
  void shouldKeepAnUnsubscribeOfAMachine() throws IOException {
    scan("li@x.cn", 2);
    world.happens("li@x.cn", from(event("unsubscribed", 7, at(3)), SCANNER, null));

    assertThat(likelihood("li@x.cn").verdict()).isEqualTo(Verdict.CERTAIN);
    assertThat(world.row(Topics.SUPPRESSIONS, "demo/li@x.cn", Suppression.class).reason())
        .isEqualTo(Suppression.Reason.UNSUBSCRIBED);
    assertThat(stats().recipients().unsubscribed()).isEqualTo(1);
  }

  @Test
  void shouldCountWhenTheMailWentOutByTheRecipientsSentRow() throws IOException {
    world.happens("li@x.cn", event("sent", 7, at(1_800)));
    clicks("li@x.cn", 1_802, SCANNER, "a");
    // The row of another one comes late.
    clicks("wang@x.cn", 1_802, SCANNER, "a");
    assertThat(likelihood("wang@x.cn")).isNull();
    world.happens("wang@x.cn", event("sent", 7, at(1_801)));

    assertThat(likelihood("li@x.cn").verdict()).isEqualTo(Verdict.SUSPECTED);
    assertThat(likelihood("wang@x.cn").verdict()).isEqualTo(Verdict.SUSPECTED);
  }

  @Test
  void shouldCountLongLinksTogether() throws IOException {
    clicks("li@x.cn", 900, HOME, "dddd");
    clicks("li@x.cn", 960, HOME, "a");
    clicks("li@x.cn", 1_020, HOME, "bb");
    assertThat(links().others()).isNull();
    clicks("li@x.cn", 1_080, HOME, "ccc");
    clicks("li@x.cn", 1_140, HOME, "dddd");
    clicks("li@x.cn", 1_200, HOME, "x".repeat(3_000));
    world.happens("li@x.cn", from(event("clicked", 7, at(1_300)), HOME, null));

    assertThat(links().links())
        .extracting(LinkStats.Link::url)
        .containsExactly("https://x.cn/a", "https://x.cn/bb", "https://x.cn/ccc");
    assertThat(links().others()).isEqualTo(new LinkStats.Others(4, 4));
  }

  /**
   * They were published with the time when they were first seen: a day of them looks like haste.
   */
  @Test
  void shouldNotJudgeRowsWhoseDateCannotBeRead() throws IOException {
    for (String path : new String[] {"a", "bb", "ccc"}) {
      EngagementEvent click = from(event("clicked", 7, at(2)), SCANNER, "https://x.cn/" + path);
      world.happens("li@x.cn", dated(click, "yesterday"));
    }
    world.happens("wang@x.cn", dated(event("sent", 7, at(1_800)), ""));
    clicks("wang@x.cn", 1_802, SCANNER, "a");

    assertThat(likelihood("li@x.cn")).isNull();
    assertThat(likelihood("wang@x.cn")).as("nobody knows when it was sent").isNull();
    assertThat(stats().withoutMachines().clicks()).isEqualTo(4);
    assertThat(links().links()).extracting(LinkStats.Link::clicks).containsExactly(1L);
  }

  /** M1's dates have no last year; epoch milliseconds have one. */
  @Test
  void shouldCountEventsOfYearsThatNobodyCanReckonWith() throws IOException {
    for (String year : List.of("+300000000", "-300000000")) {
      Instant odd = Instant.parse(year + "-01-01T00:00:00Z");
      for (String what : List.of("sent", "opened", "clicked", "unsubscribed")) {
        world.happens("li@x.cn", event(what, 7, odd));
        world.happens("wang@x.cn", event(what, 7, at(900), odd));
      }
    }

    assertThat(stats().byAction().values()).containsOnly(4L);
    assertThat(world.row(Topics.SUPPRESSIONS, "demo/li@x.cn", Suppression.class).reason())
        .isEqualTo(Suppression.Reason.UNSUBSCRIBED);
  }

  /** Clicks three links in three seconds. */
  private void scan(String recipient, int second) throws IOException {
    clicks(recipient, second, SCANNER, "a");
    clicks(recipient, second + 1, SCANNER, "bb");
    clicks(recipient, second + 2, SCANNER, "ccc");
  }

  private void opens(String recipient, int second) throws IOException {
    world.happens(recipient, from(event("opened", 7, at(second)), HOME, null));
  }

  private void clicks(String recipient, int second, String ip, String path) throws IOException {
    world.happens(recipient, from(event("clicked", 7, at(second)), ip, "https://x.cn/" + path));
  }

  private static Instant at(int second) {
    return SENT_AT.plusSeconds(second);
  }

  private MachineLikelihood likelihood(String recipient) throws IOException {
    return world.row(Topics.MACHINE_LIKELIHOOD, "demo/7/" + recipient, MachineLikelihood.class);
  }

  private LinkStats links() throws IOException {
    return world.row(Topics.LINK_STATS, "demo/7", LinkStats.class);
  }

  private CampaignStats stats() throws IOException {
    return world.row(Topics.CAMPAIGN_STATS, "demo/7", CampaignStats.class);
  }
}
