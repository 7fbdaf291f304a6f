package io.m1bridge.edm;

import io.m1bridge.edm.poll.PollSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** What an operator may say about this service; README has the table. */
@ConfigMapping(prefix = "m1bridge.edm")
public interface EdmConfig {

  /** Consumer group and prefix of internal topics; another one starts with empty ledgers. */
  @WithDefault("edm-event")
  String applicationId();

  /**
   * Whether to start although the ledger is gone and its events are there: all rows are published
   * again, with the same ids.
   */
  @WithDefault("false")
  boolean allowEmptyLedger();

  /** Zone of M1's {@code eventdate}, which names none. */
  @WithDefault("Asia/Shanghai")
  ZoneId zone();

  Poll poll();

  /** How campaigns are read. */
  interface Poll {

    /** How often a task looks whether anything is due. */
    @WithDefault("150ms")
    Duration tick();

    /** Rows to ask for in one call; M1 gives what it likes. Larger costs memory, smaller calls. */
    @WithDefault("2000")
    int pageSize();

    /** Between two polls of a lively campaign. */
    @WithDefault("60s")
    Duration minInterval();

    /** Between two polls of a quiet one. */
    @WithDefault("1h")
    Duration maxInterval();

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

    /** How long M1 may take to show an event before the event is called late. */
    @WithDefault("60s")
    Duration settle();

    /** Calls in flight at most, per account. */
    @WithDefault("4")
    int callsInFlight();

    /** Wait after a first failure; doubles with each. */
    @WithDefault("1s")
    Duration firstBackoff();

    /** Wait after many failures. */
    @WithDefault("5m")
    Duration maxBackoff();
  }

  /** For the core, which knows no configuration. */
  default PollSettings pollSettings() {
    return new PollSettings(
        zone(),
        poll().pageSize(),
        poll().minInterval(),
        poll().maxInterval(),
        poll().discoveryInterval(),
        poll().discoveryBack(),
        poll().windowBefore(),
        poll().windowAfter(),
        poll().fullReads(),
        poll().settle(),
        poll().callsInFlight(),
        poll().firstBackoff(),
        poll().maxBackoff());
  }
}
