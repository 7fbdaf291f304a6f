package io.m1bridge.contactsync.pack;

import io.m1bridge.contactsync.contact.SentRow;
import io.m1bridge.m1.M1Call;
import java.util.List;

/**
 * One call and what it carries, row by row in the same order.
 *
 * @param bytes of the call's form, without the token
 * @param full whether another row could not have gone along for want of room
 */
public record Batch<C extends M1Call<?>>(C call, List<SentRow> rows, int bytes, boolean full) {
  public Batch {
    rows = List.copyOf(rows);
  }
}
