package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.pack.Labels;
import io.m1bridge.contactsync.pack.Properties;
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

  /** A label that M1 refused so often without a reason, while lists passed, is its fault. */
  private static final int MOST_UNEXPLAINED = 5;

  /** A created label that no list shows for so long is taken for missing. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Properties known = new Properties(List.of());
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private final Set<String> unobtainable = new LinkedHashSet<>();
  private final Map<String, Instant> created = new HashMap<>();
  private final Map<String, Long> cut = new HashMap<>();
  private final Map<String, Integer> unexplained = new HashMap<>();
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
    if (busy || !isWaitedFor) {
      return false;
    }
    boolean soon = changed && (nextToCreate().isEmpty() || isOlder(LIST_SOON, now));
    return !fresh || listFirst || soon || isOlder(LOOK_AGAIN, now);
  }

  private boolean isOlder(Duration age, Instant now) {
    return !now.isBefore(listedAt.plus(age));
  }

  /**
   * The label to create next, which the most contacts need; empty if there is none, or the list has
   * to be read first.
   */
  Optional<Wanted> nextToCreate() {
    return busy || !fresh || listFirst || damagedSince != null
        ? Optional.empty()
        : wanted.entrySet().stream()
            .filter(entry -> !created.containsKey(entry.getKey()))
            .map(Map.Entry::getValue)
            .reduce((one, other) -> other.contacts() > one.contacts() ? other : one);
  }

  /**
   * The list was read.
   *
   * @return labels, comparable, that were created and are there now
   */
  Set<String> listed(Collection<Property> rows, Instant now) {
    Set<Long> before = known.all().stream().map(Property::id).collect(Collectors.toSet());
    if (fresh) {
      Properties whole = new Properties(rows);
      List<Property> added = rows.stream().filter(row -> !before.contains(row.id())).toList();
      created.keySet().forEach(label -> findCut(whole, label, added));
    }
    Properties properties = withCut(rows);
    known = properties;
    fresh = true;
    changed = false;
    listFirst = false;
    listedAt = now;
    Set<String> shown = new LinkedHashSet<>(created.keySet());
    shown.removeIf(label -> !known.has(label));
    created.keySet().removeAll(shown);
    wanted.keySet().removeIf(properties::has);
    unobtainable.removeIf(properties::has);
    unexplained.keySet().removeIf(properties::has);
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

  /** M1 may have cut a label: then the property that is new since begins it. */
  private void findCut(Properties properties, String comparable, List<Property> added) {
    if (properties.has(comparable)) {
      return;
    }
    List<Property> begins =
        added.stream()
            .filter(row -> !row.label().isBlank())
            .filter(row -> comparable.startsWith(Labels.comparable(row.label())))
            .toList();
    if (begins.size() == 1) {
      cut.put(comparable, begins.get(0).id());
    }
  }

  /** The property that M1 made of a label by cutting it; empty if it did not. */
  Optional<Long> cut(String comparable) {
    return Optional.ofNullable(cut.get(comparable));
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
  void renamed(long id, String label) {
    List<Property> all = without(id);
    known.all().stream()
        .filter(property -> property.id() == id)
        .map(old -> new Property(id, label, old.type(), old.description()))
        .forEach(all::add);
    know(all);
  }

  /** A person deleted it. */
  void removed(long id) {
    know(without(id));
  }

  /** A person may have changed something: the list is read before anything is created. */
  void outdated() {
    listFirst = true;
  }

  private List<Property> without(long id) {
    cut.values().removeIf(known -> known == id);
    List<Property> all = new ArrayList<>(known.all());
    all.removeIf(property -> property.id() == id);
    return all;
  }

  private void know(List<Property> all) {
    known = withCut(all);
    outdated();
  }

  /** What is listed, also by the labels that M1 cut. */
  private Properties withCut(Collection<Property> rows) {
    Properties properties = new Properties(rows);
    for (Property row : rows) {
      cut.forEach(
          (label, id) -> {
            if (id == row.id()) {
              properties.alias(label, row);
            }
          });
    }
    return properties;
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
   * M1 refuses the label and does not say why: some say so of a label that exists, and a gateway of
   * anything. The list is read first; if that passes and does not have it, it is tried again.
   *
   * @return whether it is given up, having been refused often
   */
  boolean unexplained(String label) {
    listFirst = true;
    if (unexplained.merge(Labels.comparable(label), 1, Integer::sum) < MOST_UNEXPLAINED) {
      return false;
    }
    cannotHave(label);
    return true;
  }
}
