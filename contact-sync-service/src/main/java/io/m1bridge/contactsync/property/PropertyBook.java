package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.pack.Properties;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Answers.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's custom properties, and which labels are looked for. Labels are told
 * apart as {@link Labels} compares them. A label is created once at most: after that the list tells
 * its id, however late, trimmed or cut.
 */
final class PropertyBook {

  /** What is not resolved is looked for again this often. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(3);

  /** New properties are listed at the latest this long after they were created. */
  private static final Duration LIST_SOON = Duration.ofSeconds(30);

  private static final Backoff AFTER_FAILED_LIST = new Backoff(Duration.ofSeconds(10), LOOK_AGAIN);

  /** A created label that no list shows for so long is taken for missing. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Properties known = new Properties(List.of());
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private final Set<String> unobtainable = new LinkedHashSet<>();
  private final Map<String, Instant> created = new HashMap<>();
  private final CutLabels cut = new CutLabels();
  private final RefusedLabels unexplained = new RefusedLabels();
  private final LatelyChanged lately = new LatelyChanged(PATIENCE);
  private Instant listNotBefore = Instant.EPOCH;
  private int listFailures;
  private Instant listedAt = Instant.MIN;
  private @Nullable Instant damagedSince;
  private boolean fresh;
  private boolean changed;
  private boolean listFirst;
  private boolean busy;

  /**
   * A label that M1 does not have.
   *
   * @param contacts those that were seen to need it, each once
   */
  record Wanted(String label, int contacts) {
    Wanted oneMore() {
      return new Wanted(label, contacts + 1);
    }
  }

  Properties known() {
    return known;
  }

  /** Whether one of the field names has a label that cannot be had now. */
  boolean isHopeless(Collection<String> names) {
    return known.missing(names).stream().map(Labels::comparable).anyMatch(unobtainable::contains);
  }

  /** Whether M1 has the labels of all these field names; what it has not is looked for next. */
  boolean hasAll(Collection<String> names) {
    List<String> absent = known.missing(names);
    absent.forEach(
        label -> {
          String comparable = Labels.comparable(label);
          if (!unobtainable.contains(comparable)) {
            wanted.merge(comparable, new Wanted(label, 1), (old, one) -> old.oneMore());
          }
        });
    return absent.isEmpty();
  }

  boolean isBusy() {
    return busy;
  }

  void busy(boolean value) {
    busy = value;
  }

  /** All who wait are about to be counted again. */
  void countAgain() {
    wanted.replaceAll((comparable, one) -> new Wanted(one.label(), 0));
  }

  /**
   * Whether the list has to be read now.
   *
   * @param isWaitedFor whether contacts wait for properties, perhaps since before a restart
   */
  boolean isListDue(boolean isWaitedFor, Instant now) {
    if (busy || !isWaitedFor || now.isBefore(listNotBefore)) {
      return false;
    }
    boolean soon = changed && (nextToCreate(now).isEmpty() || isOlder(LIST_SOON, now));
    return !fresh || listFirst || soon || isOlder(LOOK_AGAIN, now);
  }

  /** M1 did not list them: not at once again, for everybody else's changes wait behind the list. */
  void notListed(Instant now) {
    listFailures++;
    listNotBefore = now.plus(AFTER_FAILED_LIST.after(listFailures));
  }

  private boolean isOlder(Duration age, Instant now) {
    return !now.isBefore(listedAt.plus(age));
  }

  /**
   * The label to create next, which the most contacts need; empty if there is none, or the list has
   * to be read first.
   */
  Optional<Wanted> nextToCreate(Instant now) {
    return busy || !fresh || listFirst || damagedSince != null
        ? Optional.empty()
        : wanted.entrySet().stream()
            .filter(entry -> !created.containsKey(entry.getKey()))
            .filter(entry -> !unexplained.isWaiting(entry.getKey(), now))
            .map(Map.Entry::getValue)
            .reduce((one, other) -> other.contacts() > one.contacts() ? other : one);
  }

  /**
   * The list was read.
   *
   * @return labels, comparable, that were created and are there now
   */
  Set<String> listed(Collection<Property> shownRows, Instant now) {
    List<Property> rows = lately.asItIs(shownRows, now);
    Set<Long> before = known.all().stream().map(Property::id).collect(Collectors.toSet());
    if (fresh) {
      Properties whole = new Properties(rows);
      List<Property> added = rows.stream().filter(row -> !before.contains(row.id())).toList();
      created.keySet().forEach(label -> cut.find(whole, label, added));
    }
    Properties properties = cut.with(rows);
    known = properties;
    fresh = true;
    changed = false;
    listFirst = false;
    listFailures = 0;
    listedAt = now;
    Set<String> shown = new LinkedHashSet<>(created.keySet());
    shown.removeIf(label -> !known.has(label));
    created.keySet().removeAll(shown);
    wanted.keySet().removeIf(properties::has);
    unobtainable.removeIf(properties::has);
    unexplained.removeIf(properties::has);
    created.forEach(
        (label, at) -> {
          if (!now.isBefore(at.plus(PATIENCE))) {
            cannotHave(label);
          }
        });
    return shown;
  }

  /**
   * The list that is about to be taken had so many rows that could not be read. Each may be a label
   * that seems absent: nothing is created until a whole list is read, and what still seems absent
   * after a while is taken for missing.
   */
  void damaged(int rows, Instant now) {
    if (rows == 0) {
      damagedSince = null;
      return;
    }
    Instant since = damagedSince == null ? now : damagedSince;
    damagedSince = since;
    if (!now.isBefore(since.plus(PATIENCE))) {
      List.copyOf(wanted.values()).forEach(label -> cannotHave(label.label()));
    }
  }

  /** The property that M1 made of a label by cutting it; empty if it did not. */
  Optional<Long> cut(String comparable) {
    return cut.of(comparable);
  }

  /** What M1 made of a label by cutting it, as learned by an earlier owner. */
  void cut(String comparable, long id) {
    cut.put(comparable, id);
  }

  /** Created, or perhaps: only the list tells its id, and whether it is there. */
  void created(String label, Instant at) {
    String comparable = Labels.comparable(label);
    created.put(comparable, at);
    unexplained.remove(comparable);
    changed = true;
  }

  /** A person gave it another label: nothing of the old one is known any more. */
  void renamed(long id, String label, Instant now) {
    List<Property> all = without(id);
    for (Property old : known.all()) {
      if (old.id() == id) {
        all.add(new Property(id, label, old.type(), old.description()));
        lately.renamed(old, label, now);
      }
    }
    know(all);
  }

  /** A person deletes it. */
  void removed(long id, Instant now) {
    lately.deleted(id, now);
    know(without(id));
  }

  /** It was not deleted, or nobody can tell: the list does. */
  void kept(long id) {
    lately.kept(id);
    outdated();
  }

  /**
   * Whether M1 has a label, or took it so lately that no list shows it yet.
   *
   * @param own the property that is to get the label; null for a new one
   */
  boolean isTaken(String label, @Nullable Long own, Instant now) {
    String comparable = Labels.comparable(label);
    Instant at = created.get(comparable);
    if (at != null && now.isBefore(at.plus(PATIENCE))) {
      return true;
    }
    return known.has(label)
        && (own == null
            || (!cut.of(comparable).equals(Optional.of(own))
                && known.all().stream()
                    .filter(property -> own.equals(property.id()))
                    .anyMatch(old -> !Labels.comparable(old.label()).equals(comparable))));
  }

  /** A person may have changed something: the list is read before anything is created. */
  void outdated() {
    listFirst = true;
  }

  private List<Property> without(long id) {
    cut.forget(id);
    List<Property> all = new ArrayList<>(known.all());
    all.removeIf(property -> property.id() == id);
    return all;
  }

  private void know(List<Property> all) {
    known = cut.with(all);
    outdated();
  }

  /** A creation that surely did not happen, or that the list disproves. */
  void listNext() {
    changed = true;
  }

  /** M1 refuses the label, or it may not be created: looked for again every few minutes. */
  void cannotHave(String label) {
    String comparable = Labels.comparable(label);
    wanted.remove(comparable);
    unexplained.remove(comparable);
    unobtainable.add(comparable);
  }

  /**
   * M1 failed on the label, or refuses it and does not say why: some say so of a label that exists,
   * and a gateway of anything. The list is read first; if that passes and does not have it, it is
   * tried again, the later the more often that was so.
   *
   * @return whether it is given up
   */
  boolean unexplained(String label, Instant now) {
    listFirst = true;
    if (!unexplained.refused(Labels.comparable(label), now)) {
      return false;
    }
    cannotHave(label);
    return true;
  }
}
