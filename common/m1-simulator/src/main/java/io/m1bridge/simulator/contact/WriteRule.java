package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.behaviour.ContactBehaviour;
import io.m1bridge.simulator.behaviour.ContactBehaviour.Merge;
import io.m1bridge.simulator.behaviour.ContactBehaviour.Overwrite;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a row does to the values of the contact it meets.
 *
 * @param unsentStays whether a field that was not sent keeps its value
 * @param presentWins whether a value that is there keeps its place
 * @param blanksFilled whether an empty field takes a sent value
 * @param blankWipes whether a sent blank empties the field
 */
record WriteRule(
    boolean unsentStays, boolean presentWins, boolean blanksFilled, boolean blankWipes) {

  /** opType 1. */
  static WriteRule overwrite(ContactBehaviour behaviour) {
    boolean unsentStays = behaviour.overwrite() == Overwrite.SENT_FIELDS;
    return new WriteRule(unsentStays, false, true, behaviour.blankWipes());
  }

  /** opType 2. */
  static WriteRule merge(ContactBehaviour behaviour) {
    Merge merge = behaviour.merge();
    return switch (merge) {
      case NEW_WINS -> new WriteRule(true, false, true, behaviour.blankWipes());
      case OLD_WINS -> new WriteRule(true, true, false, false);
      case FILL_BLANKS -> new WriteRule(true, true, true, false);
    };
  }

  /** {@code contact/edit}. */
  static WriteRule edit(ContactBehaviour behaviour) {
    return new WriteRule(true, false, true, behaviour.editBlankWipes());
  }

  /** The contact after the row. */
  StoredContact apply(StoredContact contact, ContactRow row, long now) {
    return contact.withValues(
        combine(contact.fields(), row.fields()), combine(contact.custom(), row.custom()), now);
  }

  private <K> Map<K, String> combine(Map<K, String> present, Map<K, String> sent) {
    Map<K, String> after = new LinkedHashMap<>(present);
    if (!unsentStays) {
      after.keySet().retainAll(sent.keySet());
    }
    sent.forEach(
        (key, value) -> {
          boolean there = after.containsKey(key);
          if (value.isEmpty()) {
            if (blankWipes) {
              after.remove(key);
            }
          } else if (there ? !presentWins : blanksFilled) {
            after.put(key, value);
          }
        });
    return after;
  }
}
