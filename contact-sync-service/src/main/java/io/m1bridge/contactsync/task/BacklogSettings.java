package io.m1bridge.contactsync.task;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Old records, such as after a stop: more is already waiting to be read. */
public interface BacklogSettings {

  /** A record older than this when it is read. */
  @WithDefault("5s")
  Duration old();

  /** How long nothing may come before it counts as read. */
  @WithDefault("2s")
  Duration silence();

  /** Meanwhile a contact that was queued this long goes without a full batch. */
  @WithDefault("60s")
  Duration maxAge();
}
