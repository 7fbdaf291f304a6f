package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.Fingerprint;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels that M1 accepted, on record: also a later owner creates none of them twice. */
final class CreatedLabels {

  private final Ledger.Section<Created> stored;

  CreatedLabels(Ledger ledger) {
    stored = ledger.section("label", Created.class);
  }

  /**
   * A label that M1 accepted.
   *
   * @param id of the property that it was cut to; null while no list has shown it
   */
  record Created(AccountId account, String label, Instant at, @Nullable Long id) {}

  List<Created> all() {
    return stored.all();
  }

  /** M1 accepted it. */
  void accepted(AccountId account, String label, Instant at) {
    put(new Created(account, label, at, null));
  }

  /** M1 made this property of it, by cutting it. */
  void cut(AccountId account, String label, Instant at, long id) {
    put(new Created(account, label, at, id));
  }

  private void put(Created created) {
    stored.put(key(created), created);
  }

  /** A list shows it as it is. */
  void shown(AccountId account, String label) {
    stored.remove(key(account, label));
  }

  /** The property that M1 made of a label by cutting it is another one now, or none. */
  void forgetCut(AccountId account, long id) {
    for (Created created : of(account)) {
      Long cut = created.id();
      if (cut != null && cut == id) {
        stored.remove(key(created));
      }
    }
  }

  void abandon(AccountId account) {
    of(account).forEach(created -> stored.remove(key(created)));
  }

  private List<Created> of(AccountId account) {
    return stored.part(account + "/", "", Integer.MAX_VALUE);
  }

  private static String key(Created created) {
    return key(created.account(), created.label());
  }

  private static String key(AccountId account, String label) {
    return account + "/" + Fingerprint.of(Labels.comparable(label));
  }
}
