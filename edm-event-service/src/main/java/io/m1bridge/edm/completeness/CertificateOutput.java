package io.m1bridge.edm.completeness;

import io.m1bridge.contracts.CompletenessCertificate;

/** Where certificates go, in the transaction in which the rows go out that they count. */
public interface CertificateOutput {

  /** The certificate of its day, in place of any before. */
  void certificate(CompletenessCertificate certificate);

  /**
   * The day has no certificate any more, if it had one.
   *
   * @param key as in {@link CompletenessCertificate#key()}
   */
  void withdrawn(String key);
}
