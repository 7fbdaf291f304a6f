package io.m1bridge.contactsync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that would be made; says nothing of what stands in its rows.
 *
 * @param kind {@code add, edit, mark, list, delete, list_groups, remove_groups, list_properties} or
 *     {@code create_property}
 * @param rows contacts that it carries; 0 where it carries none
 * @param newContacts those among them that M1 is not known to have
 * @param group the group that they join; null if none
 * @param fields names of the fields that it writes, without the email
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedCall(
    String kind, int rows, int newContacts, @Nullable String group, List<String> fields) {

  public PlannedCall {
    fields = List.copyOf(fields);
  }
}
