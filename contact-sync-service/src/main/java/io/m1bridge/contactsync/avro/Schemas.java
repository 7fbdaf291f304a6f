package io.m1bridge.contactsync.avro;

import java.util.Optional;

/** Schemas by the ids that records name. */
public interface Schemas {

  /**
   * Whether it is known what an id stands for. Answers at once; what is not known is asked for in
   * the background.
   */
  boolean isSettled(int id);

  /**
   * What an id stands for; waits a little where that is not known yet.
   *
   * @throws SchemaPending if it is still not known
   */
  Found get(int id);

  /** Why records wait for a schema at the moment, naming the setting to look at. */
  Optional<String> problem();

  /** Without a registry no id is known. */
  static Schemas none() {
    return new Schemas() {
      @Override
      public boolean isSettled(int id) {
        return true;
      }

      @Override
      public Found get(int id) {
        return new Found.Unusable(
            "no schema registry is set: set m1bridge.contact-sync.schema-registry.url, or send"
                + " JSON");
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }
    };
  }
}
