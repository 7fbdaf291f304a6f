package io.m1bridge.contactsync.forget;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How people are forgotten; part of the task's settings. */
public interface ForgetSettings {

  /**
   * How often, after somebody was forgotten, an empty record goes to each topic that holds contacts
   * of the account's partition: Kafka closes a segment, which it cannot clean before, only when a
   * record comes.
   */
  @WithDefault("1h")
  Duration beat();

  /**
   * How long one may ask what became of a forgotten contact, its changes of before the order end as
   * blocked, and beats go on.
   */
  @WithDefault("90d")
  Duration remember();

  /**
   * Checks what types cannot.
   *
   * @throws IllegalArgumentException with the name of the setting
   */
  default void check() {
    if (beat().isNegative() || beat().isZero()) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.forget.beat is not above zero: " + beat());
    }
    if (remember().isNegative()) {
      throw new IllegalArgumentException(
          "m1bridge.contact-sync.forget.remember is negative: " + remember());
    }
  }
}
