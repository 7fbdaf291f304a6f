package io.m1bridge.production;

import java.util.List;

/**
 * Looks at one setting, or few that belong together. Every bean of this type is asked once, at the
 * start, before anything else begins; it must answer at once, from the settings alone.
 */
public interface ProductionCheck {

  /** What is not as it must be in production; empty if all is well. */
  List<Finding> findings();
}
