package io.m1bridge.contactsync.errand.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do; nothing is done yet.
 *
 * @param says what happens, for the person who decides
 * @param contacts that it concerns; null if that is not known
 * @param atLeast whether there may be more of them
 * @param warnings what to think of before
 * @param confirmation to be given for it to happen; once
 * @param expiresAt when it no longer can be given
 * @param calls of the hour that the question took; the change takes as many, and one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Proposal(
    String says,
    @Nullable Long contacts,
    boolean atLeast,
    List<String> warnings,
    String confirmation,
    Instant expiresAt,
    int calls) {

  public Proposal {
    warnings = List.copyOf(warnings);
  }
}
