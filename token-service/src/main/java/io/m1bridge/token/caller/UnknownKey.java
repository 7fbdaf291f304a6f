package io.m1bridge.token.caller;

import org.jose4j.lang.UnresolvableKeyException;

/** A JWT is signed with a key that nobody vouches for. */
final class UnknownKey extends UnresolvableKeyException {
  private static final long serialVersionUID = 1L;

  UnknownKey() {
    super("its key is not among those that callers may use");
  }
}
