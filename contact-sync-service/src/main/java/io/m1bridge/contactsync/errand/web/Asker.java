package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.errand.Reply;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Duration;

/** Has one call made, and waits for what becomes of it. */
interface Asker {

  /**
   * Makes the call.
   *
   * @param by who asks
   * @throws io.m1bridge.ui.problem.ProblemException if nobody can tell what became of it, or too
   *     many ask
   */
  Reply ask(AccountId account, M1Call<?> call, String by);

  /** How long one may take. */
  Duration longest();
}
