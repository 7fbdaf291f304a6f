package io.m1bridge.edm.poll;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How campaigns are read; the settings of {@code m1bridge.edm.poll}. README has the table. */
public interface PollSettings {

  /** How often a task looks whether anything is due. */
  @WithDefault("150ms")
  Duration tick();

  /** Rows to ask for in one call; M1 may give fewer. Larger costs memory, smaller calls. */
  @WithDefault("2000")
  int pageSize();

  /** Between two polls of a lively campaign. */
  @WithDefault("10s")
  Duration minInterval();

  /**
   * A call is made when it saves events so many seconds of waiting, all of them together. More
   * means fewer calls, and events that come later.
   */
  @WithDefault("50")
  int callWorth();

  /** The longest between two polls of a campaign of up to {@link #dailyAfter()}. */
  @WithDefault("1h")
  Duration maxInterval();

  /** From this age on a campaign is polled once a day at least, no longer every hour. */
  @WithDefault("30d")
  Duration dailyAfter();

  /** From this age on a campaign is polled once a week at least. */
  @WithDefault("90d")
  Duration weeklyAfter();

  /** Between two looks for new campaigns. */
  @WithDefault("60s")
  Duration discoveryInterval();

  /** How far back campaigns are looked for. */
  @WithDefault("365d")
  Duration discoveryBack();

  /** How long before a campaign's creation its rows are looked for. */
  @WithDefault("30d")
  Duration windowBefore();

  /** How far into the future windows reach: for skewed clocks and planned campaigns. */
  @WithDefault("30d")
  Duration windowAfter();

  /** Ages of a campaign at which its whole list is read again, to find what counts cannot. */
  @WithDefault("1d,3d,7d,30d")
  List<Duration> fullReads();

  /**
   * After a long list was read to its end and the counts still did not fit: until that is tried
   * again. Meanwhile it is read from the newest row down to where nothing is new.
   */
  @WithDefault("6h")
  Duration fullReadPause();

  /**
   * So long after the last full read, and with nothing new for as long, the rows of a campaign
   * leave the ledger; they are read back when they are needed. None leave it where this is zero: it
   * is worth its limits only to somebody whose ledger has become large.
   */
  @WithDefault("0s")
  Duration putAwayAfter();

  /** How long M1 may take to show an event before the event is called late. */
  @WithDefault("60s")
  Duration settle();

  /**
   * How long after its end a day of a campaign is certified, and how long after that M1 is asked
   * for its count of the day. Longer means fewer certificates that late rows replace.
   */
  @WithDefault("1h")
  Duration certifyAfter();

  /**
   * Between two contacts whose own lists of behaviour are compared with what was published, with
   * calls that nothing else wants; zero for none. Each takes two calls, and a full read of a
   * campaign where a row is missing.
   */
  @WithDefault("0s")
  Duration witnessInterval();

  /** Calls in flight at most, per account. */
  @WithDefault("4")
  int callsInFlight();

  /** Wait after a first failure; doubles with each. */
  @WithDefault("1s")
  Duration firstBackoff();

  /** Wait after many failures; a campaign that fails for a day is asked once a day. */
  @WithDefault("5m")
  Duration maxBackoff();

  /**
   * Checks what types cannot.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  static void check(PollSettings settings) {
    require(settings.pageSize() >= 1, "page-size must be at least 1");
    require(settings.callWorth() >= 1, "call-worth must be at least 1");
    require(settings.callsInFlight() >= 1, "calls-in-flight must be at least 1");
    require(
        settings.minInterval().compareTo(settings.maxInterval()) <= 0,
        "min-interval must not be longer than m1bridge.edm.poll.max-interval");
    require(
        !settings.putAwayAfter().isNegative(),
        "put-away-after is negative: use 0s to put nothing away");
    require(
        settings.dailyAfter().compareTo(settings.weeklyAfter()) <= 0,
        "daily-after must not be longer than m1bridge.edm.poll.weekly-after");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("m1bridge.edm.poll." + what);
    }
  }
}
