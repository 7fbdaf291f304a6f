package io.m1bridge.contactsync.errand.web;

import io.m1bridge.m1.M1Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call that a change is, and what it would do.
 *
 * @param name of what it is about
 * @param says what happens, for the person who decides
 * @param contacts that it concerns; null if that is not known
 * @param atLeast whether there may be more of them
 */
record Plan(
    M1Call<?> call,
    String name,
    String says,
    @Nullable Long contacts,
    boolean atLeast,
    List<String> warnings) {

  /** One that makes something, which concerns no contact yet. */
  static Plan toMake(M1Call<?> call, String name, String says, String... warnings) {
    return new Plan(call, name, says, 0L, false, List.of(warnings));
  }
}
