package io.m1bridge.edm.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.LinkStats;
import io.m1bridge.edm.machine.LinkShare;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a link.
 *
 * @param name of several the first in the alphabet
 * @param clicks rows
 * @param share of them, and of the recipients, what is a machine's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LinkCount(
    String url,
    @Nullable String name,
    long clicks,
    LinkShare share,
    @Nullable Instant firstAt,
    @Nullable Instant lastAt) {

  /** A longer name is left out. */
  static final int LONGEST_NAME = 200;

  static LinkCount of(String url, LinkFact.Click click) {
    String name = click.name();
    return new LinkCount(
        url,
        name == null || name.length() > LONGEST_NAME ? null : name,
        1,
        LinkShare.NONE,
        click.at(),
        click.at());
  }

  LinkCount plus(LinkCount other) {
    return new LinkCount(
        url,
        first(name, other.name),
        clicks + other.clicks,
        share.plus(other.share),
        first(firstAt, other.firstAt),
        last(lastAt, other.lastAt));
  }

  LinkCount plus(LinkShare change) {
    return new LinkCount(url, name, clicks, share.plus(change), firstAt, lastAt);
  }

  LinkStats.Link shown() {
    return new LinkStats.Link(
        url,
        name,
        clicks,
        share.clickers(),
        clicks - share.machineClicks(),
        share.clickers() - share.machineClickers(),
        firstAt,
        lastAt);
  }

  private static <T extends Comparable<T>> @Nullable T first(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.compareTo(one) < 0 ? other : one;
  }

  private static @Nullable Instant last(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.isAfter(one) ? other : one;
  }

  /** Names nothing: a URL may be of one person. */
  @Override
  public String toString() {
    return "LinkCount[…]";
  }
}
