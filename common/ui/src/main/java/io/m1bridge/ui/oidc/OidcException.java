package io.m1bridge.ui.oidc;

/** Signing in failed. The message is for the log: no token, no code, nothing about the person. */
public final class OidcException extends Exception {

  private static final long serialVersionUID = 1L;

  private final OidcFailure failure;

  OidcException(OidcFailure failure, String reason) {
    super(reason);
    this.failure = failure;
  }

  public OidcFailure failure() {
    return failure;
  }
}
