package io.m1bridge.contactsync.account;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.call.CallEnd;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** M1 does not let us in: it is reported, and calls wait for what follows. */
final class Entry {

  private static final Duration FORBIDDEN_PAUSE = Duration.ofMinutes(10);
  private static final Duration UNAUTHORIZED_PAUSE = Duration.ofMinutes(1);
  private static final int UNAUTHORIZED_IN_A_ROW = 3;

  private final AccountId id;
  private final AccountAccess access;
  private final Pause pause;
  private @Nullable CompletableFuture<Boolean> noPermission;
  private int unauthorized;

  Entry(AccountId id, AccountAccess access, Pause pause) {
    this.id = id;
    this.access = access;
    this.pause = pause;
  }

  /** M1 let a call in. */
  void passed() {
    unauthorized = 0;
  }

  /** M1 does not take the token. */
  void unauthorized(CallEnd.Made made, Instant now) {
    if (!access.reportInvalid(id, made.token())) {
      pause.begin(Trouble.YOUNG_TOKEN, AccountAccess.HELD_BACK, now);
      return;
    }
    boolean again = ++unauthorized >= UNAUTHORIZED_IN_A_ROW;
    pause.begin(Trouble.BAD_TOKEN, again ? UNAUTHORIZED_PAUSE : Duration.ZERO, now);
  }

  /** M1 forbids the account its API. */
  void forbidden(CallEnd.Made made, Instant now) {
    noPermission = access.reportNoPermission(id, made.token()).toCompletableFuture();
    pause.begin(Trouble.FORBIDDEN, FORBIDDEN_PAUSE, now);
  }

  /** The report of E10102 arrived: where nothing was suspended, nobody would resume it either. */
  void suspendedOrNot(Instant now) {
    if (noPermission != null && noPermission.isDone()) {
      if (!noPermission.join()) {
        pause.until(now.plus(AccountAccess.HELD_BACK));
      }
      noPermission = null;
    }
  }
}
