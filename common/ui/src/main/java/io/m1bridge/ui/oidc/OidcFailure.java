package io.m1bridge.ui.oidc;

/** Why signing in did not work, in words for the person at the browser. */
public enum OidcFailure {
  ISSUER_UNREACHABLE(
      503,
      "The sign-in service does not answer. This page tries again every few seconds; the log says which address it is."),
  ISSUER_UNFIT(
      502,
      "The sign-in service does not describe itself as it should. m1bridge.ui.oidc.issuer must be exactly what its discovery"
          + " document calls it; the log says what is wrong."),
  NOT_THIS_BROWSER(
      400,
      "This sign-in was not begun in this browser, is older than ten minutes, or was used already. Begin again."),
  REFUSED_BY_ISSUER(
      403, "The sign-in service did not sign you in. Begin again, or ask its operators."),
  CODE_REFUSED(
      502,
      "The sign-in service did not accept what it had issued itself: the code was used already, or the client's secret or"
          + " redirect address is not the one it knows. Begin again; the log has its answer."),
  TOKEN_REFUSED(
      502,
      "What the sign-in service says about you cannot be trusted; the log says why. Begin again."),
  NOT_ALLOWED(
      403,
      "You signed in, but you are not among those who may enter here. Ask the operators: m1bridge.ui.oidc.allowed-subjects or"
          + " .allowed-groups has to name you or a group of yours.");

  private final int status;
  private final String message;

  OidcFailure(int status, String message) {
    this.status = status;
    this.message = message;
  }

  public int status() {
    return status;
  }

  public String message() {
    return message;
  }
}
