package io.m1bridge.contactsync.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.undelivered.ReasonCounts.ReasonCount;
import io.m1bridge.contracts.Undelivered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of what is not delivered.
 *
 * @param total how many contacts are listed in all
 * @param reasons how many there are for which reason, the most first
 * @param contacts in the order of their keys
 * @param next to be given as {@code after} for those that follow; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UndeliveredView(
    String account,
    long total,
    List<ReasonCount> reasons,
    List<Undelivered> contacts,
    @Nullable String next) {
  public UndeliveredView {
    reasons = List.copyOf(reasons);
    contacts = List.copyOf(contacts);
  }
}
