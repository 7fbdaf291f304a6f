package io.m1bridge.edm.poll;

import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers.Page;
import java.util.random.RandomGenerator;

/**
 * Which page of the account's contacts to look at, so that each contact may be met. M1 may give
 * fewer rows than are asked for, count more than it lists, or not at all: pages are counted by the
 * largest that came, and none is looked for behind an empty one.
 */
final class ContactPages {

  private int largest = 1;
  private int pages = 1;

  /** From 1. */
  int any(RandomGenerator random) {
    return 1 + random.nextInt(pages);
  }

  /**
   * A page came.
   *
   * @param number of the page
   * @return whether there is nobody on it, and another one is worth a look at once
   */
  boolean came(int number, Page<Contact> page) {
    int received = page.received();
    if (received == 0) {
      pages = Math.max(1, number - 1);
      return number > 1;
    }
    largest = Math.max(largest, received);
    long all =
        page.total().isPresent() ? (page.total().getAsLong() - 1) / largest + 1 : number + 1L;
    pages = (int) Math.max(number, Math.min(Integer.MAX_VALUE, all));
    return false;
  }
}
