package io.m1bridge.contactsync.errand.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.m1.M1Call;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of what M1 lists, or all of it.
 *
 * @param total how many there are in all pages, as M1 counts; null if it does not say
 * @param damaged rows that cannot be read, left out here
 * @param calls of the hour that it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListAtM1<T>(List<T> rows, @Nullable Long total, int damaged, int calls) {

  public ListAtM1 {
    rows = List.copyOf(rows);
  }

  /** A number, or null where M1 does not say it. */
  static @Nullable Long said(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  /**
   * Whether another page may have rows: M1 may give fewer on each than it was asked for, and its
   * total may be capped.
   *
   * @param received rows of the last page, readable or not
   * @param shown rows of all pages so far
   */
  static boolean isMore(int received, long shown, @Nullable Long total) {
    return received >= M1Call.MAX_PAGE || (received > 0 && total != null && shown < total);
  }

  /**
   * A field of M1's contacts.
   *
   * @param field as M1's calls name it
   * @param name for people
   * @param own whether M1 has it by itself; else it is a custom property
   */
  public record Field(String field, String name, boolean own, boolean dropDown) {}

  /**
   * A group.
   *
   * @param contacts in it, as M1 counts; null if it does not say
   * @param ofADelete whether a delete of contact-sync made it, which removes it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(long id, String name, @Nullable Long contacts, boolean ofADelete) {}

  /** A tag. */
  public record Tag(long id, String name, long contacts) {}

  /**
   * A custom property.
   *
   * @param mappedBy topics whose mapping writes it
   */
  public record Property(
      long id, String label, boolean dropDown, String description, Set<String> mappedBy) {}
}
