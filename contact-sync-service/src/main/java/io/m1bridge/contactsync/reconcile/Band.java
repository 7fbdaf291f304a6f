package io.m1bridge.contactsync.reconcile;

/**
 * A share as far as a sample tells it: the true one lies within, in 95 of 100 samples. Wilson's
 * score interval, which holds for few cases and for shares near zero, too.
 *
 * @param low at least 0
 * @param high at most 1
 */
public record Band(double low, double high) {

  private static final double Z = 1.96;

  /** Of {@code cases} among {@code sample}; everything is possible where the sample is empty. */
  static Band of(long cases, long sample) {
    if (sample == 0) {
      return new Band(0, 1);
    }
    double share = (double) cases / sample;
    double z2 = Z * Z / sample;
    double middle = share + z2 / 2;
    double reach = Z * Math.sqrt(share * (1 - share) / sample + z2 / (4 * sample));
    double low = cases == 0 ? 0 : (middle - reach) / (1 + z2);
    double high = cases == sample ? 1 : (middle + reach) / (1 + z2);
    return new Band(low, high);
  }
}
