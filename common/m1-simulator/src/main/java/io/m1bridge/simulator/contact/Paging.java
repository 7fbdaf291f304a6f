package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.AboveCap;
import io.m1bridge.simulator.protocol.M1Code;
import io.m1bridge.simulator.protocol.M1Refusal;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.Collection;

/**
 * Which page is asked for.
 *
 * @param page from 1
 * @param limit items per page
 */
record Paging(int page, int limit) {

  /** As the parameters say, with no cap. */
  static Paging of(Parameters parameters) {
    return new Paging(parameters.number("page", 1), parameters.number("limit", 1));
  }

  /**
   * As the parameters say, under the cap on contacts.
   *
   * @throws M1Refusal E10103 when the limit is above the cap and that is refused
   */
  static Paging capped(Parameters parameters, ContactBehaviour behaviour) {
    Paging asked = of(parameters);
    if (asked.limit <= behaviour.pageCap()) {
      return asked;
    }
    if (behaviour.aboveCap() == AboveCap.REFUSED) {
      throw new M1Refusal(M1Code.E10103);
    }
    return new Paging(asked.page, behaviour.pageCap());
  }

  <T> Page<T> cut(Collection<T> all, int total) {
    long skipped = (long) (page - 1) * limit;
    return new Page<>(
        total,
        skipped >= total ? java.util.List.of() : all.stream().skip(skipped).limit(limit).toList());
  }
}
