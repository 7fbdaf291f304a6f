package io.m1bridge.contactsync.view;

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

  private static AccountView of(
      String id,
      long settled,
      long pending,
      int heldDeletes,
      boolean otherIncarnation,
      Forecast forecast) {
    return new AccountView(
        id,
        null,
        Map.of(),
        0,
        0,
        0,
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
        forecast);
  }
}
