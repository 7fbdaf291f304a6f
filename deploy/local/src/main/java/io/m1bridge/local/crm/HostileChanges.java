package io.m1bridge.local.crm;

import io.m1bridge.contracts.ContactChangeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A CRM whose data is of the kinds that broke other people's syncs: half of the records are odd in
 * a way that has to be read or cleaned, or are not to be read at all. The same seed gives the same
 * records. Changes of one contact keep their order; what they say in the end does not depend on the
 * order among contacts. Not thread-safe.
 */
public final class HostileChanges {
  /** How many contacts claim one placeholder address before each gets its own. */
  private static final int CLAIMANTS = 12;

  private final Random random;
  private final String runId;
  private final String account;
  private final List<String> live = new ArrayList<>();
  private int contacts;
  private int events;

  /**
   * @param random decides everything
   * @param runId stands in keys and emails, so that runs on one Kafka stay apart
   * @param account our account id
   */
  public HostileChanges(Random random, String runId, String account) {
    this.random = random;
    this.runId = runId;
    this.account = account;
  }

  /** Makes so many contacts, and for each of them about two more records. */
  public void history(int contactCount, Consumer<HostileChange> changes) {
    placeholders(Math.min(CLAIMANTS, contactCount), changes);
    while (contacts < contactCount) {
      changes.accept(creation());
      if (random.nextInt(100) < 60) {
        changes.accept(OddRecords.draw(random).make(this));
      }
      if (random.nextInt(100) < 60) {
        changes.accept(OddValues.draw(random).patch(this));
      }
      if (random.nextInt(100) < 8) {
        changes.accept(deletion());
      }
    }
  }

  /** Many people under one address; in the end each has one of its own. */
  private void placeholders(int count, Consumer<HostileChange> changes) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = newKey();
      keys.add(key);
      changes.accept(
          record(key, ContactChangeType.UPSERTED)
              .field("email", "noemail." + runId + "@example.com")
              .field("fullName", "占位 " + i)
              .valid("one address for many"));
    }
    for (String key : keys) {
      changes.accept(
          record(key, ContactChangeType.PATCHED)
              .field("email", "own." + key + "@example.com")
              .valid("an own address in place of the one for many"));
      live.add(key);
    }
  }

  private HostileChange creation() {
    String key = newKey();
    live.add(key);
    return OddAddresses.draw(random).make(record(key, ContactChangeType.UPSERTED), key, random);
  }

  private HostileChange deletion() {
    String key = live.remove(random.nextInt(live.size()));
    return record(key, ContactChangeType.DELETED).valid("a delete");
  }

  private String newKey() {
    return runId + "-h" + ++contacts;
  }

  Random random() {
    return random;
  }

  /** A patch of a contact that is there. */
  HostileRecord patch() {
    return record(live.get(random.nextInt(live.size())), ContactChangeType.PATCHED);
  }

  /** An upsert under a key that nothing else has, so that it makes a contact if it is taken. */
  HostileRecord stranger() {
    return stranger(null);
  }

  /** The same with a record key of any bytes and no subject. */
  HostileRecord stranger(byte @Nullable [] key) {
    String name = runId + "-x" + events;
    HostileRecord made =
        key == null
            ? record(name, ContactChangeType.UPSERTED)
            : new HostileRecord(key, ContactChangeType.UPSERTED, eventId(), account);
    return made.field("email", "stranger." + name + "@example.com").field("fullName", "陌生人");
  }

  private HostileRecord record(String key, ContactChangeType type) {
    return new HostileRecord(key, type, eventId(), account);
  }

  private String eventId() {
    return runId + "-hostile-" + ++events;
  }
}
