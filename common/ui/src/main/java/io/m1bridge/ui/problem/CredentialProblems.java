package io.m1bridge.ui.problem;

import java.util.Optional;

/** What a service can say about a credential that was refused; a bean of the service's own. */
public interface CredentialProblems {

  /**
   * What is wrong with the credential that was presented.
   *
   * @param failure of the authentication
   * @return a 401, or a 503 with which to come again in a second; empty if it cannot tell
   */
  Optional<Problem> explain(Throwable failure);

  /** What to present, where nothing was; empty if it cannot tell. */
  Optional<Problem> explainMissing();
}
