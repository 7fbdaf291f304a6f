package io.m1bridge.token.caller;

import org.jose4j.lang.UnresolvableKeyException;

/** The key of a JWT is not here, and the keys are being read again: a matter of a second. */
final class KeysLoading extends UnresolvableKeyException {
  private static final long serialVersionUID = 1L;

  KeysLoading() {
    super("the keys are being read again");
  }
}
