package io.m1bridge.local.crm;

import io.m1bridge.contracts.ContactChangeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
  /** How many contacts claim one placeholder address. */
  private static final int CLAIMANTS = 300;

  /** So many of them go without getting an own one. */
  private static final int CLAIMANTS_THAT_GO = 20;

  /** More deletes in an hour than this and some others would wait for a person. */
  private static final int MOST_DELETES = 30;

  /** One record in so many has a timestamp that no clock would give. */
  private static final int ODD_TIMESTAMP = 5;

  private final Random random;
  private final String runId;
  private final String account;
  private final List<String> live = new ArrayList<>();
  private int contacts;
  private int deletes;
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

  /**
   * Makes so many contacts, and for each of them about two more records; some hundreds more that
   * all claim one address.
   */
  public void history(int contactCount, Consumer<HostileChange> changes) {
    placeholders(changes);
    keysThatLookAlike(changes);
    int last = contacts + contactCount;
    while (contacts < last) {
      changes.accept(creation());
      if (random.nextInt(100) < 60) {
        changes.accept(OddRecords.draw(random).make(this));
      }
      if (random.nextInt(100) < 60) {
        changes.accept(OddValues.draw(random).patch(this));
      }
      if (deletes < MOST_DELETES && random.nextInt(100) < 8) {
        deletes++;
        changes.accept(deletion());
      }
    }
  }

  /**
   * Many people under one address, in several spellings. Then each gets one of its own or goes, but
   * for one, who has it in the end.
   */
  private void placeholders(Consumer<HostileChange> changes) {
    List<String> keys = new ArrayList<>();
    String local = "noemail." + runId;
    for (int i = 0; i < CLAIMANTS; i++) {
      String key = newKey();
      keys.add(key);
      OddAddresses spelling = OddAddresses.drawSpelling(random);
      changes.accept(
          record(key, ContactChangeType.UPSERTED)
              .shows(PublicCase.B02)
              .field("email", spelling.written(local, random), spelling.meant(local))
              .field("fullName", "占位 " + i)
              .valid("one address for many"));
    }
    Collections.shuffle(keys, random);
    for (String key : keys.subList(0, CLAIMANTS_THAT_GO)) {
      changes.accept(
          record(key, ContactChangeType.DELETED)
              .shows(PublicCase.B02)
              .valid("a delete of one of many with one address"));
    }
    for (String key : keys.subList(CLAIMANTS_THAT_GO, CLAIMANTS - 1)) {
      changes.accept(
          record(key, ContactChangeType.PATCHED)
              .shows(PublicCase.B02)
              .field("email", "own." + key + "@example.com")
              .valid("an own address in place of the one for many"));
      live.add(key);
    }
  }

  /** Contacts whose keys differ by case or a blank. */
  private void keysThatLookAlike(Consumer<HostileChange> changes) {
    String name = newKey();
    for (String key : List.of(name, name.toUpperCase(Locale.ROOT), name + " ")) {
      String email = "alike." + contacts + "." + key.hashCode() + "@example.com";
      changes.accept(
          record(key, ContactChangeType.UPSERTED)
              .shows(PublicCase.B04)
              .field("email", email)
              .field("fullName", "双胞胎")
              .valid("a key like another one"));
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
            : stamped(new HostileRecord(key, ContactChangeType.UPSERTED, eventId(), account));
    return made.field("email", "stranger." + name + "@example.com").field("fullName", "陌生人");
  }

  private HostileRecord record(String key, ContactChangeType type) {
    return stamped(new HostileRecord(key, type, eventId(), account));
  }

  private HostileRecord stamped(HostileRecord made) {
    return random.nextInt(ODD_TIMESTAMP) == 0 ? made.timestamp(OddTimestamps.draw(random)) : made;
  }

  private String eventId() {
    return runId + "-hostile-" + ++events;
  }
}
