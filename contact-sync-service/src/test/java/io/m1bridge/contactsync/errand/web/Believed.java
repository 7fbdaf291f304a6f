package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Desired;
import io.m1bridge.contactsync.contact.Fingerprint;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Seen;
import io.m1bridge.contactsync.contact.Synced;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What we believe of one contact. */
final class Believed {

  static final String EMAIL = "li@x.cn";

  private final Map<String, @Nullable String> wanted = new HashMap<>(Map.of("email", EMAIL));
  private final Map<String, @Nullable String> acknowledged = new HashMap<>();
  private Set<String> groups = Set.of();
  private Set<String> joined = Set.of();

  /** The CRM wants it, and M1 acknowledged it. */
  Believed synced(String field, String value) {
    acknowledged.put(field, Fingerprint.of(value));
    return waiting(field, value);
  }

  /** The CRM wants it. */
  Believed waiting(String field, @Nullable String value) {
    wanted.put(field, value);
    return this;
  }

  Believed groups(Set<String> all, Set<String> ofM1) {
    groups = all;
    joined = ofM1;
    return this;
  }

  /**
   * @param id M1's, as its list told it last; 0 if none did
   */
  ContactState state(long id) {
    return new ContactState(
        new ContactKey(FakeAsker.ACCOUNT, "k1"),
        new Desired(wanted, groups, false),
        new Synced(EMAIL, acknowledged, joined),
        Map.of(),
        List.of(),
        null,
        Progress.IDLE,
        null,
        null,
        id == 0 ? null : new Seen(1, id, Map.of(), Map.of(), Map.of(), false, 0),
        null);
  }
}
