package io.m1bridge.contactsync.view;

import io.m1bridge.contactsync.account.AccountHealth;
import java.util.List;
import java.util.Map;

/** Accounts as their tasks show them, with nothing to do but what is said. */
public final class SampleView {

  private static final Forecast NONE = new Forecast(0L, 0, null, null, null, null, null);

  private SampleView() {}

  /** Changes settled, and changes that wait. */
  public static AccountView counted(String id, long settled, long pending) {
    return of(id, settled, pending, 0, false, NONE);
  }

  /** What a person may have to decide. */
  public static AccountView held(String id, int heldDeletes, boolean otherIncarnation) {
    return of(id, 0, 0, heldDeletes, otherIncarnation, NONE);
  }

  /** With this forecast. */
  public static AccountView expecting(String id, Forecast forecast) {
    return of(id, 0, 0, 0, false, forecast);
  }

  /** What waits for an edit, and the calls made. */
  public static AccountView queued(String id, int edit, long calls) {
    return of(id, Map.of("edit", edit), calls, 0, edit, 0, false, NONE);
  }

  private static AccountView of(
      String id,
      long settled,
      long pending,
      int heldDeletes,
      boolean otherIncarnation,
      Forecast forecast) {
    return of(id, Map.of(), 0, settled, pending, heldDeletes, otherIncarnation, forecast);
  }

  private static AccountView of(
      String id,
      Map<String, Integer> lanes,
      long calls,
      long settled,
      long pending,
      int heldDeletes,
      boolean otherIncarnation,
      Forecast forecast) {
    return new AccountView(
        id,
        AccountHealth.HEALTHY,
        AccountHealth.HEALTHY.advice(),
        null,
        null,
        null,
        lanes,
        0,
        0,
        calls,
        null,
        settled,
        pending,
        0,
        0,
        heldDeletes,
        heldDeletes,
        "mirror",
        false,
        null,
        false,
        otherIncarnation,
        null,
        forecast,
        List.of(),
        List.of());
  }
}
