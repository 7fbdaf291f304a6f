package io.m1bridge.contactsync.task;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Many fresh records at once: more is likely to come. */
public interface BurstSettings {

  /** So many records within one tick. */
  @WithDefault("50")
  int records();

  /** How long nothing may come before it counts as over. */
  @WithDefault("500ms")
  Duration silence();

  /** Meanwhile a contact that was queued this long goes without a full batch. */
  @WithDefault("3s")
  Duration maxAge();
}
