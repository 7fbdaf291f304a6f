package io.m1bridge.edm.table;

import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.edm.summary.CampaignFact;
import org.jspecify.annotations.Nullable;

/** What follows from one event. */
sealed interface Derived {

  /** A new row of {@code edm.contact-engagement}. */
  record Contact(ContactEngagement value) implements Derived {}

  /**
   * A new row of {@code edm.suppressions}.
   *
   * @param value null if the recipient may be mailed again
   */
  record Suppressed(@Nullable Suppression value) implements Derived {}

  /** Something for the statistics of its campaign. */
  record Fact(CampaignFact value) implements Derived {}
}
