package io.m1bridge.token.caller;

import java.io.IOException;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;

/** Where the public keys come from that callers' JWTs are verified with. */
interface KeySource {

  /**
   * Reads them anew; may block for a few seconds.
   *
   * @return never empty
   * @throws IOException if there are none to be had; the message is for an operator
   */
  List<JsonWebKey> read() throws IOException;
}
