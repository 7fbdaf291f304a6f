package io.m1bridge.contactsync.contact;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much one contact may come to, all its changes together: each change may be small and the
 * contact still grow without end, until no record can hold it.
 *
 * @param labels custom labels, those cleared included
 * @param groups groups wanted, and joined already
 * @param bytes of all values in UTF-8, and of names and groups as often as they are stored
 */
public record ContactLimits(int labels, int groups, int bytes) {

  /** A name stands with what is wanted, acknowledged, doubtful and on its way. */
  private static final long NAMES = 4;

  /** Why the contact would be too large with this change; empty if it is not. */
  public Optional<Ending.Cause> exceededBy(ContactState state) {
    Desired desired = state.desired();
    if (desired == null) {
      return Optional.empty();
    }
    long said = desired.fields().keySet().stream().filter(FieldNames::isLabel).count();
    if (said > labels) {
      return cause("too-many-labels", "custom", "labels", said, labels, "max-labels");
    }
    long joined = state.synced() == null ? 0 : state.synced().groups().size();
    long wanted = Math.max(desired.groups().size(), joined);
    if (wanted > groups) {
      return cause("too-many-groups", "groups", "groups", wanted, groups, "max-groups");
    }
    long size = 0;
    for (Map.Entry<String, String> field : desired.fields().entrySet()) {
      size += NAMES * bytes(field.getKey());
      size += field.getValue() == null ? 0 : bytes(field.getValue());
    }
    Set<String> all = new HashSet<>(desired.groups());
    if (state.synced() != null) {
      all.addAll(state.synced().groups());
    }
    for (String group : all) {
      size += 2 * bytes(group);
    }
    return size > bytes
        ? cause("contact-too-large", "data", "bytes", size, bytes, "max-contact-bytes")
        : Optional.empty();
  }

  private static Optional<Ending.Cause> cause(
      String code, String field, String what, long is, int limit, String setting) {
    return Optional.of(
        new Ending.Cause(
            code,
            field
                + ": with this change the contact has "
                + is
                + " "
                + what
                + ", more than "
                + limit
                + ": send less, or raise m1bridge.contact-sync."
                + setting));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
