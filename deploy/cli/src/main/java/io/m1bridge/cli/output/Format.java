package io.m1bridge.cli.output;

import java.util.Locale;

/** For whom the output is. */
public enum Format {

  /** People. */
  TABLE,

  /** Programs: what the services answered. */
  JSON;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
