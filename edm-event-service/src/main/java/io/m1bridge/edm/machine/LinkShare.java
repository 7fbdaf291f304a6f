package io.m1bridge.edm.machine;

/**
 * What recipients are for a link; or how that changes, where numbers may be negative.
 *
 * @param clickers recipients who clicked it
 * @param machineClicks clicks that are a machine's
 * @param machineClickers recipients whose clicks on it are all a machine's
 */
public record LinkShare(long clickers, long machineClicks, long machineClickers) {

  public static final LinkShare NONE = new LinkShare(0, 0, 0);

  /** Both together. */
  public LinkShare plus(LinkShare other) {
    return new LinkShare(
        clickers + other.clickers,
        machineClicks + other.machineClicks,
        machineClickers + other.machineClickers);
  }

  /** How it changed since. */
  LinkShare since(LinkShare before) {
    return plus(new LinkShare(-before.clickers, -before.machineClicks, -before.machineClickers));
  }
}
