package io.m1bridge.contactsync.delete;

import io.smallrye.config.WithDefault;

/** Deletes of one account within an hour that need no person: more than both are held back. */
public interface GuardSettings {

  /** Contacts. */
  @WithDefault("100")
  int count();

  /** Share of the account's contacts; with 1 nothing is ever held back. */
  @WithDefault("0.1")
  double share();
}
