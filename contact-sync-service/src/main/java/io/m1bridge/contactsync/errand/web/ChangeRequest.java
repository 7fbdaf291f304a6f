package io.m1bridge.contactsync.errand.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants changed at M1.
 *
 * @param action {@code add-group, delete-group, add-tag, add-property, edit-property} or {@code
 *     delete-property}
 * @param name of what is made, changed or deleted
 * @param id which of several with that name; null if there is one
 * @param to of {@code edit-property}: its new label; null keeps the old one
 * @param description of a property; null keeps the old one
 * @param options of a drop-down; null or none for a text
 * @param withContacts of {@code delete-group}: its contacts are deleted too
 * @param force also what this deployment uses
 */
public record ChangeRequest(
    @Nullable String action,
    @Nullable String name,
    @Nullable Long id,
    @Nullable String to,
    @Nullable String description,
    @Nullable List<String> options,
    @Nullable Boolean withContacts,
    @Nullable Boolean force) {

  List<String> choices() {
    List<String> given = options;
    return given == null ? List.of() : given;
  }

  boolean isForced() {
    return Boolean.TRUE.equals(force);
  }

  boolean takesContactsAlong() {
    return Boolean.TRUE.equals(withContacts);
  }
}
