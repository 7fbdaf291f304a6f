package io.m1bridge.contactsync.errand;

import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * One call to M1 that a person asks for. Two of the same content are two.
 *
 * @param by who asks
 * @param until when nobody waits for it any more: it is not begun later
 * @param reply completed once, by the task that owns the account
 */
public record Errand(
    AccountId account, M1Call<?> call, String by, Instant until, CompletableFuture<Reply> reply) {

  /** Names the call only: what it carries may be personal. */
  @Override
  public String toString() {
    return "Errand[" + account + ", " + call.name() + "]";
  }
}
