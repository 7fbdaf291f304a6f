package io.m1bridge.edm.machine;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.MachineLikelihood;
import io.m1bridge.contracts.MachineLikelihood.Reason;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one recipient of one campaign. The same sightings give the same trace in
 * whatever order they come. Of more than {@link #FIRST} and {@link #LAST} opens and clicks those in
 * between are forgotten, and count as a person's: the record must not grow.
 *
 * <p>Why: {@code
 * docs/rationale.md#a-verdict-follows-from-what-is-known-not-from-the-order-in-which-it-came}.
 *
 * @param campaignSentAt epoch ms; null while it is not known
 * @param sentAt epoch ms of the first {@code sent} row; null while there is none
 * @param moments opens and clicks, by time
 * @param verdict what follows from them
 * @param reasons why moments are marked
 * @param told whether subscribers were told a verdict
 */
public record Trace(
    @Nullable Long campaignSentAt,
    @Nullable Long sentAt,
    List<Moment> moments,
    Verdict verdict,
    Set<Reason> reasons,
    boolean told) {

  public static final Trace NONE = new Trace(null, null, List.of(), Verdict.HUMAN, Set.of(), false);

  static final int FIRST = 80;
  static final int LAST = 20;

  public Trace {
    moments = List.copyOf(moments);
    reasons = Set.copyOf(reasons);
  }

  /** With one more sighting, not judged yet. A {@code sent} row alone begins no trace. */
  Trace plus(Sighting seen) {
    boolean isSent = seen.action() == Action.SENT;
    if (isSent && moments.isEmpty()) {
      return this;
    }
    return new Trace(
        earlier(campaignSentAt, seen.campaignSentAt()),
        earlier(sentAt, seen.sentAt()),
        isSent ? moments : with(Moment.of(seen)),
        verdict,
        reasons,
        told);
  }

  Trace judged(List<Moment> marked, Verdict now, Set<Reason> why) {
    List<Moment> sorted = new ArrayList<>(marked);
    sorted.sort(Moment.ORDER);
    return new Trace(campaignSentAt, sentAt, sorted, now, why, told);
  }

  Trace asTold() {
    return new Trace(campaignSentAt, sentAt, moments, verdict, reasons, true);
  }

  /** When the mail went out to the recipient, epoch ms; null if nobody says. */
  @Nullable Long mailedAt() {
    return sentAt == null ? campaignSentAt : sentAt;
  }

  /**
   * @param by epoch ms
   */
  boolean openedBy(long by) {
    return moments.stream().anyMatch(moment -> !moment.click() && moment.at() <= by);
  }

  /** Whether there is anything to tell: what never looked like a machine is not told. */
  boolean isWorthTelling() {
    return told || moments.stream().anyMatch(Moment::isMachine);
  }

  /**
   * What subscribers are told.
   *
   * @param before what they were told before, if anything
   */
  public MachineLikelihood likelihood(
      String account, long campaignId, String recipient, Trace before) {
    boolean corrects = before.told() && before.verdict() != verdict;
    return new MachineLikelihood(
        account,
        campaignId,
        recipient,
        verdict,
        reasons.stream().sorted(Comparator.naturalOrder()).toList(),
        count(moment -> !moment.click()),
        count(Moment::click),
        count(moment -> !moment.click() && moment.isMachine()),
        count(moment -> moment.click() && moment.isMachine()),
        corrects ? before.verdict() : null);
  }

  /** What of it is not to be counted as a person's. */
  Marked marked() {
    boolean opened = any(moment -> !moment.click());
    boolean clicked = any(Moment::click);
    boolean personOpened = any(moment -> !moment.click() && !moment.isMachine());
    boolean personClicked = any(moment -> moment.click() && !moment.isMachine());
    return new Marked(
        count(moment -> !moment.click() && moment.isMachine()),
        count(moment -> moment.click() && moment.isMachine()),
        one(opened && !personOpened),
        one(clicked && !personClicked),
        one(opened && clicked && !(personOpened && personClicked)),
        one(verdict == Verdict.SUSPECTED),
        one(verdict == Verdict.CERTAIN));
  }

  /** The links that were clicked. */
  Set<Long> links() {
    Set<Long> links = new TreeSet<>();
    moments.stream().filter(Moment::click).forEach(moment -> links.add(moment.link()));
    return links;
  }

  LinkShare share(long link) {
    long clicks = count(moment -> moment.click() && moment.link() == link);
    long machine = count(moment -> moment.click() && moment.link() == link && moment.isMachine());
    return new LinkShare(one(clicks > 0), machine, one(clicks > 0 && clicks == machine));
  }

  private long count(Predicate<Moment> which) {
    return moments.stream().filter(which).count();
  }

  private boolean any(Predicate<Moment> which) {
    return moments.stream().anyMatch(which);
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }

  /** The first and the last of a set are the same in whatever order it was seen. */
  private List<Moment> with(Moment moment) {
    List<Moment> all = new ArrayList<>(moments);
    all.add(moment);
    all.sort(Moment.ORDER);
    if (all.size() > FIRST + LAST) {
      all.remove(FIRST);
    }
    return all;
  }

  private static @Nullable Long earlier(@Nullable Long known, @Nullable Instant other) {
    if (other == null) {
      return known;
    }
    return known == null
        ? other.toEpochMilli()
        : Long.valueOf(Math.min(known, other.toEpochMilli()));
  }

  /** Hides when a person did what. */
  @Override
  public String toString() {
    return "Trace[" + verdict + "]";
  }
}
