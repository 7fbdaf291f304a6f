package io.m1bridge.edm.machine;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One open or click.
 *
 * @param at epoch ms
 * @param address stands for its address; 0 if it has none that tells anything
 * @param link stands for the URL; 0 for opens, and clicks without one
 * @param mark whose it is
 */
public record Moment(long at, boolean click, long address, long link, Verdict mark) {

  static final Comparator<Moment> ORDER =
      Comparator.comparingLong(Moment::at)
          .thenComparing(Moment::click)
          .thenComparingLong(Moment::address)
          .thenComparingLong(Moment::link)
          .thenComparing(Moment::mark);

  /** M1 masks addresses after 30 days: what is masked is not one address. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-f.:]+");

  private static final Pattern UNSPECIFIED = Pattern.compile("[0.:]+");

  static Moment of(Sighting seen) {
    String url = seen.url();
    return new Moment(
        seen.at().toEpochMilli(),
        seen.action() == Action.CLICKED,
        address(seen.ip()),
        url == null ? 0 : Hash64.of(url),
        Verdict.HUMAN);
  }

  Moment marked(Verdict verdict) {
    return verdict == mark ? this : new Moment(at, click, address, link, verdict);
  }

  /** Whether it is not counted as a person's. */
  boolean isMachine() {
    return mark != Verdict.HUMAN;
  }

  private static long address(@Nullable String ip) {
    if (ip == null) {
      return 0;
    }
    String text = ip.strip().toLowerCase(Locale.ROOT);
    boolean tells = ADDRESS.matcher(text).matches() && !UNSPECIFIED.matcher(text).matches();
    return tells ? Hash64.of(text) : 0;
  }
}
