package io.m1bridge.contactsync.web;

import java.util.List;

/**
 * A page of what was found.
 *
 * @param number of the page, from 1
 * @param pages how many there are, at least 1
 * @param all how many were found
 */
public record Paged<T>(List<T> rows, int number, int pages, int all) {

  public Paged {
    rows = List.copyOf(rows);
  }

  /**
   * A page.
   *
   * @param asked its number; the nearest one that there is, is shown
   * @param size rows of a page
   */
  static <T> Paged<T> of(List<T> found, int asked, int size) {
    int pages = Math.max(1, (found.size() + size - 1) / size);
    int number = Math.max(1, Math.min(pages, asked));
    int from = (number - 1) * size;
    return new Paged<>(
        found.subList(from, Math.min(found.size(), from + size)), number, pages, found.size());
  }

  /** Whether there is a page before. */
  public boolean isAfterAnother() {
    return number > 1;
  }

  /** Whether there is a page behind. */
  public boolean isBeforeAnother() {
    return number < pages;
  }
}
