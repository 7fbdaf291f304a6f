package io.m1bridge.edm.machine;

/**
 * What of a campaign is not to be counted as people's; or how that changes, where numbers may be
 * negative.
 *
 * @param opens rows
 * @param clicks rows
 * @param openers recipients whose opens are all a machine's
 * @param clickers recipients whose clicks are all a machine's
 * @param both recipients with opens and clicks, of which one or the other are all a machine's
 * @param suspected recipients with this verdict
 * @param certain recipients with this verdict
 */
public record Marked(
    long opens, long clicks, long openers, long clickers, long both, long suspected, long certain) {

  public static final Marked NONE = new Marked(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Marked plus(Marked other) {
    return new Marked(
        opens + other.opens,
        clicks + other.clicks,
        openers + other.openers,
        clickers + other.clickers,
        both + other.both,
        suspected + other.suspected,
        certain + other.certain);
  }

  /** How it changed since. */
  Marked since(Marked before) {
    return plus(
        new Marked(
            -before.opens,
            -before.clicks,
            -before.openers,
            -before.clickers,
            -before.both,
            -before.suspected,
            -before.certain));
  }
}
