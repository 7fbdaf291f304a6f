package io.m1bridge.edm.summary;

import static io.m1bridge.edm.summary.TestEvents.SENT_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.contracts.Topics;
import io.m1bridge.edm.machine.Hash64;
import io.m1bridge.edm.machine.LinkShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkTallyTest {

  @Test
  void shouldCountALink() {
    LinkStats stats =
        stats(
            List.of(
                click("https://x.cn/a", "Zebra", 5, new LinkShare(1, 0, 0)),
                click("https://x.cn/a", "Apple", 9, new LinkShare(1, 1, 1)),
                click("https://x.cn/a", null, 2, LinkShare.NONE),
                click("https://x.cn/a", "A".repeat(500), 3, LinkShare.NONE)));

    assertThat(stats.links())
        .containsExactly(
            new LinkStats.Link(
                "https://x.cn/a",
                "Apple",
                4,
                2,
                3,
                1,
                SENT_AT.plusSeconds(2),
                SENT_AT.plusSeconds(9)));
  }

  @Test
  void shouldTakeBackWhatWasAMachines() {
    long link = Hash64.of("https://x.cn/a");
    LinkStats stats =
        stats(
            List.of(
                click("https://x.cn/a", null, 5, new LinkShare(1, 1, 1)),
                new LinkFact(null, Map.of(link, new LinkShare(0, -1, -1)))));

    assertThat(stats.links().get(0).clicksWithoutMachines()).isEqualTo(1);
    assertThat(stats.links().get(0).uniqueClickersWithoutMachines()).isEqualTo(1);
  }

  @Test
  void shouldNotLoseAClickAndComeOutTheSameInAnyOrder() {
    Random random = new Random(3);
    List<LinkFact> facts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String url = "https://x.cn/" + "ab".repeat(random.nextInt(4)) + random.nextInt(12);
      facts.add(click(url, null, random.nextInt(9_000), new LinkShare(1, random.nextInt(2), 0)));
    }
    LinkStats first = stats(facts);

    assertThat(first.links()).hasSize(MOST);
    assertThat(first.links().stream().mapToLong(LinkStats.Link::clicks).sum())
        .isEqualTo(2_000 - first.others().clicks());
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(facts, random);
      assertThat(stats(facts)).isEqualTo(first);
    }
  }

  @Test
  void shouldRefuseMoreLinksThanFitARecord() {
    for (int wrong : new int[] {0, LinkTally.MOST_LINKS + 1}) {
      assertThatThrownBy(() -> LinkTally.most(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("m1bridge.edm.tables.links");
    }
    assertThat(LinkTally.most(LinkTally.MOST_LINKS)).isEqualTo(LinkTally.MOST_LINKS);
  }

  /** Six bytes of JSON for a character, which is the worst. */
  @Test
  void shouldFitARecordWithTheLongestLinks() throws IOException {
    String name = "\u0001".repeat(LinkCount.LONGEST_NAME);
    LinkTally tally = LinkTally.NONE;
    for (int i = 0; i < LinkTally.MOST_LINKS; i++) {
      String url = "\u0001".repeat(LinkTally.LONGEST_URL - 1) + (char) ('\u4e00' + i);
      long many = Long.MIN_VALUE / 1_000;
      tally =
          tally.plus(click(url, name, i, new LinkShare(many, many, many)), LinkTally.MOST_LINKS);
    }

    assertThat(tally.links()).hasSize(LinkTally.MOST_LINKS);
    assertThat(ContractJson.mapper().writeValueAsBytes(tally))
        .hasSizeLessThan(Topics.MAX_RECORD_BYTES);
    assertThat(ContractJson.mapper().writeValueAsBytes(tally.stats("demo", 7)))
        .hasSizeLessThan(Topics.MAX_RECORD_BYTES);
  }

  private static final int MOST = 10;

  private static LinkStats stats(List<LinkFact> facts) {
    LinkTally tally = LinkTally.NONE;
    for (LinkFact fact : facts) {
      tally = tally.plus(fact, MOST);
    }
    return tally.stats("demo", 7);
  }

  private static LinkFact click(String url, String name, int second, LinkShare share) {
    return new LinkFact(
        new LinkFact.Click(url, name, SENT_AT.plusSeconds(second)),
        share.equals(LinkShare.NONE) ? Map.of() : Map.of(Hash64.of(url), share));
  }
}
