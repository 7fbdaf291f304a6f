package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.M1Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The call that a change is, and what it would do.
 *
 * @param says what happens, for the person who decides
 * @param contacts that it concerns; null if that is not known
 * @param atLeast whether there may be more of them
 */
record Plan(
    M1Call<?> call, String says, @Nullable Long contacts, boolean atLeast, List<String> warnings) {

  /** One that makes something, which concerns no contact yet. */
  static Plan toMake(M1Call<?> call, String says, String... warnings) {
    return new Plan(call, says, 0L, false, List.of(warnings));
  }

  /**
   * Whether it still is what a person was told. How many contacts counts where something of theirs
   * is lost for good; elsewhere the number changes with each contact that is written.
   */
  boolean isAsTold(Plan told) {
    boolean loses =
        call instanceof M1Call.DeleteProperty
            || (call instanceof M1Call.DeleteGroups groups && groups.withContacts());
    return call.equals(told.call()) && (!loses || Objects.equals(contacts, told.contacts()));
  }
}
