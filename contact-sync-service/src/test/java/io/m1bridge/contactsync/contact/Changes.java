package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Changes for tests, numbered in their order. */
public final class Changes {

  public static final ContactKey KEY = new ContactKey(new AccountId("demo"), "k1");

  private Changes() {}

  public static ContactChange upsert(int number, Map<String, String> fields, Set<String> groups) {
    return new ContactChange(KEY, "e" + number, ContactChangeType.UPSERTED, fields, groups, null);
  }

  public static ContactChange delete(int number) {
    return ContactChange.deletion(KEY, "e" + number);
  }

  public static OpenChange open(int number) {
    return OpenChange.read(
        "e" + number, new Coordinates("crm.contact-changes", 0, number), Instant.EPOCH, null);
  }

  /** Folds or fails. */
  public static ContactState fold(ContactState state, ContactChange change, int number) {
    return fold(state, change, number, Owners.ALL_CRM);
  }

  /** Folds or fails. */
  public static ContactState fold(
      ContactState state, ContactChange change, int number, Owners owners) {
    return ((Folding.Folded.Taken) Folding.fold(state, change, open(number), owners)).state();
  }
}
