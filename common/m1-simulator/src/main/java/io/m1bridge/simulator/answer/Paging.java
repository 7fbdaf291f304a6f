package io.m1bridge.simulator.answer;

import io.m1bridge.simulator.behaviour.ContactBehaviour.AboveCap;
import io.m1bridge.simulator.behaviour.PageDepth;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.Collection;
import java.util.List;

/**
 * Which page is asked for.
 *
 * @param page from 1
 * @param limit items per page
 */
public record Paging(int page, int limit) {

  /** As the parameters say, with no cap. */
  public static Paging of(Parameters parameters) {
    return new Paging(parameters.number("page", 1), parameters.number("limit", 1));
  }

  /**
   * With at most so many items per page; 0: no cap.
   *
   * @throws M1Refusal E10103 when the limit is above the cap and that is refused
   */
  public Paging capped(int cap, AboveCap above) {
    if (cap == 0 || limit <= cap) {
      return this;
    }
    if (above == AboveCap.REFUSED) {
      throw new M1Refusal(M1Code.E10103);
    }
    return new Paging(page, cap);
  }

  /**
   * Not deeper than that.
   *
   * @throws M1Refusal for a page beyond, where that is refused
   */
  public Paging within(PageDepth depth) {
    if (depth.rows() == 0 || first() + limit <= depth.rows()) {
      return this;
    }
    return switch (depth.beyond()) {
      case REFUSED -> throw new M1Refusal(M1Code.E10103);
      case SERVER_ERROR -> throw new M1Refusal(M1Code.E10001);
      case NO_CODE -> throw new M1Refusal(M1Code.NO_CODE);
      case EMPTY -> new Paging(Integer.MAX_VALUE, limit);
      case LAST_PAGE -> new Paging(Math.max(1, depth.rows() / limit), limit);
    };
  }

  /** Position of the page's first item, from 0. */
  public long first() {
    return (long) (page - 1) * limit;
  }

  /** Whether the item at that position, from 0, is on the page. */
  public boolean contains(long position) {
    return position >= first() && position < first() + limit;
  }

  /** The page of a whole collection. */
  public <T> Page<T> cut(Collection<T> all) {
    return new Page<>(
        all.size(),
        first() >= all.size() ? List.of() : all.stream().skip(first()).limit(limit).toList());
  }
}
