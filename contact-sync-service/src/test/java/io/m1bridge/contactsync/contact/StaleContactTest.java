package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaleContactTest {

  private static final ContactKey KEY = new ContactKey(new AccountId("demo"), "k1");
  private static final StaleContact VAIN =
      new StaleContact(Identity.MOBILE.address("13800000001"), 0, 3, 0, false, false, 5);

  private static ContactState inVain() {
    return ContactState.unknown(KEY).inM1(null, Map.of(), List.of(VAIN));
  }

  @Test
  void shouldBeTriedAnewByANewChange() {
    assertThat(inVain().stale()).allMatch(StaleContact::isInVain);
    ContactChange change =
        new ContactChange(KEY, "e", ContactChangeType.DELETED, Map.of(), null, null);
    OpenChange open = OpenChange.read("e", new Coordinates("t", 0, 1), Instant.EPOCH, null);
    Folding.Folded folded = Folding.fold(inVain(), change, open, Owners.ALL_CRM);

    assertThat(((Folding.Folded.Taken) folded).state().stale())
        .singleElement()
        .satisfies(stale -> assertThat(stale.isInVain()).isFalse());
  }

  @Test
  void shouldBeTriedAnewWhereAPersonAsksForThat() {
    ContactState retried = Outcomes.retried(inVain().at(new Progress.Rejected("delete-unproven")));

    assertThat(retried.stale()).noneMatch(StaleContact::isInVain);
  }
}
