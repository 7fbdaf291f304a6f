package io.m1bridge.local.verify;

import io.m1bridge.guarantee.CallLimit;
import io.m1bridge.guarantee.EveryRowOnce;
import io.m1bridge.guarantee.M1EqualsCrm;
import io.m1bridge.guarantee.M1EqualsCrm.Mismatch;
import io.m1bridge.local.crm.ExpectedContact;
import io.m1bridge.local.simulator.EngagementRow;
import io.m1bridge.local.simulator.M1Contact;
import io.m1bridge.local.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Both sides compared at one moment.
 *
 * @param mismatches contacts that are not as the CRM says
 * @param rows engagement rows that exist
 * @param engagement rows lost and events too many
 * @param differentRows which these are, each with how often it is missing; below 0 if too many
 * @param calls what M1 counted; the limit also as {@link CallLimit} counts it
 */
public record Verification(
    List<Mismatch> mismatches,
    int rows,
    EveryRowOnce.Difference engagement,
    Map<EngagementRow, Long> differentRows,
    Simulator.Calls calls) {

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  /**
   * Compares.
   *
   * @param names how labels and groups are compared
   * @throws IOException if the simulator does not answer
   */
  public static Verification of(
      Map<String, ExpectedContact> expected,
      Collection<EngagementRow> published,
      Simulator simulator,
      NameReading names)
      throws IOException {
    List<EngagementRow> existing = simulator.engagement();
    M1EqualsCrm<ExpectedContact, M1Contact> contacts = ContactCheck.of(expected, names);
    simulator.contacts(contacts::take);
    return new Verification(
        contacts.mismatches(),
        existing.size(),
        EveryRowOnce.compare(existing, published),
        EveryRowOnce.differences(existing, published),
        simulator.calls().countedToo(CallLimit.most(simulator.callTimes(), HOUR_MS)));
  }

  /**
   * Where there is no simulator, nothing can be compared with what M1 holds: only what was
   * published is known.
   */
  public static Verification withoutM1(Collection<EngagementRow> published) {
    return new Verification(
        List.of(),
        published.size(),
        EveryRowOnce.Difference.NONE,
        Map.of(),
        new Simulator.Calls(0, 0, 0, 0, 0));
  }
}
