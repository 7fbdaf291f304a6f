package io.m1bridge.local.crm;

import io.m1bridge.contracts.ContactChangeType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the contract says about a change by itself, whatever came before it. */
sealed interface Verdict {

  /** It can be understood. */
  record Valid(String key, ContactChangeType type, Said said) implements Verdict {}

  /** It has to become a dead letter. */
  record Invalid(String reason) implements Verdict {}

  /**
   * What a valid change says; null values clear.
   *
   * @param groups null if not said
   */
  record Said(
      Map<String, @Nullable String> fields,
      @Nullable List<String> groups,
      Map<String, @Nullable String> custom) {
    static final Said NOTHING = new Said(Map.of(), null, Map.of());

    /** Contacts are personal data. */
    @Override
    public String toString() {
      return "Said[" + fields.size() + " fields]";
    }
  }
}
