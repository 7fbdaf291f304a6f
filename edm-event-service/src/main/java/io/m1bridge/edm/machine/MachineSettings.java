package io.m1bridge.edm.machine;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * What is taken for a machine; the settings of {@code m1bridge.edm.tables.machines}. README has the
 * table. For what is known already another value takes a rebuild of the tables.
 */
public interface MachineSettings {

  /** Clicks of one address that lie no further apart are one visit. */
  @WithDefault("10s")
  Duration visitGap();

  /** So many different links clicked within {@link #linksWithin()} are more than a person does. */
  @WithDefault("3")
  int links();

  /** See {@link #links()}. */
  @WithDefault("5s")
  Duration linksWithin();

  /** What happens so soon after the mail was sent is at once. */
  @WithDefault("5s")
  Duration atOnce();

  /** So many recipients of a campaign make an address a gateway. */
  @WithDefault("5")
  int gatewayRecipients();

  /** Points by itself from which a visit with clicks counts for a gateway. */
  @WithDefault("3")
  int gatewayFrom();

  /** Points from which a visit is suspected. */
  @WithDefault("3")
  int suspected();

  /** Points from which a visit is a machine's for certain. */
  @WithDefault("5")
  int certain();

  /** What each reason counts. */
  Points points();

  /** Points of a visit, added up. */
  interface Points {

    /** {@link MachineSettings#links()} links within seconds. */
    @WithDefault("2")
    int links();

    /** A click at once. */
    @WithDefault("2")
    int clickAtOnce();

    /** An open at once, and no click at once in the same visit. */
    @WithDefault("1")
    int openAtOnce();

    /** Clicks, and no open until then. */
    @WithDefault("1")
    int noOpen();

    /** The address is a gateway. */
    @WithDefault("2")
    int gateway();
  }
}
