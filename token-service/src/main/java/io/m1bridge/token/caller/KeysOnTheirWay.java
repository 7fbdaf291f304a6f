package io.m1bridge.token.caller;

import org.jose4j.lang.UnresolvableKeyException;

/** The key of a JWT is not here, and the keys are being read again: a matter of a second. */
final class KeysOnTheirWay extends UnresolvableKeyException {
  private static final long serialVersionUID = 1L;

  KeysOnTheirWay() {
    super("the keys are being read again");
  }
}
