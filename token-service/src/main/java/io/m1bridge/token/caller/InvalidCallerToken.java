package io.m1bridge.token.caller;

import io.smallrye.jwt.auth.principal.ParseException;

/** A JWT that is not believed; says why in words for its owner, and never quotes it. */
final class InvalidCallerToken extends ParseException {
  private static final long serialVersionUID = 1L;

  private final Why why;

  InvalidCallerToken(Why why, Throwable cause) {
    super(why.text, cause);
    this.why = why;
  }

  Why why() {
    return why;
  }

  /** What is wrong with it. */
  enum Why {
    EXPIRED("The JWT has expired", "Present a newer one; a projected token is replaced by itself"),
    NOT_YET_VALID("The JWT is not valid yet", "Compare the clocks"),
    WRONG_AUDIENCE(
        "The JWT is meant for somebody else",
        "Its aud must hold the audience of mp.jwt.verify.audiences, token-service by default"),
    WRONG_ISSUER("The JWT's issuer is not the one that is expected", "See mp.jwt.verify.issuer"),
    UNKNOWN_KEY(
        "The JWT is signed with a key that is not known here",
        "See mp.jwt.verify.publickey.location"),
    BAD_SIGNATURE(
        "The JWT's signature does not fit", "See mp.jwt.verify.publickey.location for the key"),
    MALFORMED(
        "The bearer token is not a JWT with sub, exp, iss and aud, signed with RSA or EC",
        "Present a service account's token, or one signed with the callers' key"),
    KEYS_LOADING("The JWT's key is not here yet; the keys are being read", "Try again in 1 s");

    private final String text;
    private final String advice;

    Why(String text, String advice) {
      this.text = text;
      this.advice = advice;
    }

    String text() {
      return text;
    }

    String advice() {
      return advice;
    }
  }
}
