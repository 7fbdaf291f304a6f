package io.m1bridge.edm.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's order to read campaigns of a range again, and to look for those that were never seen.
 * Kept with the account; how far it is follows from the campaigns themselves, so that it goes on
 * after a restart.
 *
 * @param from campaigns created or sent from then on
 * @param to and up to then
 * @param by who ordered it; a command written by hand may not say
 * @param at when it began
 * @param listedAt when M1 listed the campaigns of the range; null before
 * @param problem why it does not list them, for a person; null if it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backfill(
    Instant from,
    Instant to,
    @Nullable String by,
    Instant at,
    @Nullable Instant listedAt,
    @Nullable String problem) {

  /** Whether campaigns can be of that range: M1's times begin in 1970. */
  public static boolean isRange(Instant from, Instant to) {
    return !from.isBefore(Instant.EPOCH) && from.isBefore(to);
  }

  static Backfill ordered(Instant from, Instant to, @Nullable String by, Instant at) {
    return new Backfill(from, to, by, at, null, null);
  }

  Backfill listed(Instant when) {
    return new Backfill(from, to, by, at, when, null);
  }

  Backfill refused(String why) {
    return new Backfill(from, to, by, at, null, why);
  }

  /** So many readings that do not end with the whole list, and a campaign is given up. */
  private static final int TRIES = 3;

  /** Whether M1 is still to be asked for the campaigns of the range. */
  public boolean wantsListing() {
    return listedAt == null && problem == null;
  }

  /** Whether it is of the range; of one without any date that is not known. */
  boolean covers(CampaignState campaign) {
    Instant earliest = campaign.earliest();
    return earliest != null && !earliest.isBefore(from) && !earliest.isAfter(to);
  }

  /** Whether it was known before, so that its list is to be read again. */
  boolean readsAgain(CampaignState campaign) {
    return covers(campaign) && campaign.descriptor().firstSeenAt().isBefore(at);
  }

  /** Whether it is new, and its first poll is yet to end, which may read all that there is. */
  boolean isFirstPoll(CampaignState campaign) {
    return !readsAgain(campaign) && campaign.timing().polls() == 0;
  }

  /** Whether its list is to be read whole yet. */
  boolean wantsWholeList(CampaignState campaign) {
    return covers(campaign) && !done(campaign) && !isFirstPoll(campaign);
  }

  /** Whether nothing is left to do of it: its rows are read, or that was given up. */
  boolean done(CampaignState campaign) {
    return isRead(campaign) || isGivenUp(campaign);
  }

  /** Whether its list never came whole: it changes all the time, or M1 does not give it. */
  boolean isGivenUp(CampaignState campaign) {
    return !isRead(campaign) && campaign.tries(at) >= TRIES;
  }

  /** Again, or for the first time and with nothing missing. */
  private boolean isRead(CampaignState campaign) {
    Instant whole = campaign.timing().wholeListAt();
    boolean wholeSince = whole != null && !whole.isBefore(at);
    return wholeSince || (!readsAgain(campaign) && campaign.timing().verifiedAt() != null);
  }
}
