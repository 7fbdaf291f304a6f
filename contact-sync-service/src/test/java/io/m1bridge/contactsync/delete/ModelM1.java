package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.delete.DeleteEvent.Listed;
import io.m1bridge.contactsync.delete.DeleteEvent.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * As much of M1 as a delete meets, with a knob for each way in which it may answer. Knows contacts
 * by address, whatever its case and blanks.
 */
final class ModelM1 {

  /** What {@code total} says. */
  enum Totals {
    TRUE,
    ABSENT,
    ZERO,
    PAGE,
    TOO_LARGE
  }

  /** What a page above the cap, and the next one, is. */
  enum Paging {
    BY_WHAT_IT_GIVES,
    BY_WHAT_WAS_ASKED,
    LIMIT_REFUSED,
    PAGE_IGNORED
  }

  /** What asking for one contact brings. */
  enum Details {
    PLAIN,
    /** A contact that is gone is shown as long as lists show it. */
    LAGGING,
    /** For one that is gone M1 says no without a reason. */
    NO_REASON
  }

  private record Stay(Instant joined, Instant left) {}

  final Map<Long, String> contacts = new TreeMap<>();
  private final Map<String, Map<Long, Stay>> groups = new LinkedHashMap<>();
  private final Map<Long, String> leftBehind = new TreeMap<>();
  private final Map<Long, Instant> leftAt = new TreeMap<>();
  private final List<String> groupNames = new ArrayList<>();
  Duration addLag = Duration.ZERO;
  Duration deleteLag = Duration.ZERO;
  int pageCap = 50;
  Paging paging = Paging.BY_WHAT_IT_GIVES;
  int deepestPage = Integer.MAX_VALUE;
  int deepestRow = Integer.MAX_VALUE;
  Totals totals = Totals.TRUE;
  int damagedRows;
  boolean damagedOnEachPage;
  boolean deleteUnknownRefused;
  boolean refusedRestDeleted;
  Details details = Details.PLAIN;
  long sizeSurplus;
  boolean sparesContacts;
  boolean namesGroup = true;
  boolean listsGroups = true;
  Instant noGroupsBefore = Instant.MIN;
  UnaryOperator<String> shownAs = UnaryOperator.identity();
  final Set<String> dropped = new HashSet<>();
  final Set<String> unmarkable = new HashSet<>();
  final Set<Long> undeletable = new TreeSet<>();
  final Set<Long> withoutEffect = new TreeSet<>();
  int calls;
  private long lastId;

  static String key(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  long put(String email) {
    contacts.put(++lastId, email);
    return lastId;
  }

  boolean shows(String email) {
    return contacts.values().stream().anyMatch(other -> key(other).equals(key(email)));
  }

  /** A contact that somebody else put into the job's group. */
  long stranger(String group, String email, Instant now) {
    long id = put(email);
    join(group, id, now);
    return id;
  }

  private void join(String group, long id, Instant now) {
    groups
        .computeIfAbsent(group, name -> new TreeMap<>())
        .putIfAbsent(id, new Stay(now, Instant.MAX));
  }

  /** As if someone had deleted it in M1's own pages. */
  void removeByHand(long id, Instant now) {
    leftBehind.put(id, contacts.remove(id));
    leftAt.put(id, now);
    groups
        .values()
        .forEach(stays -> stays.computeIfPresent(id, (same, stay) -> new Stay(stay.joined(), now)));
  }

  DeleteEvent answer(Due due, String group, Instant now) {
    calls++;
    if (due instanceof Due.Mark mark) {
      return mark(mark.members(), group, now);
    }
    if (due instanceof Due.ListGroup list) {
      return list(list, group, now);
    }
    if (due instanceof Due.Look look) {
      return look(look.id(), now);
    }
    if (due instanceof Due.FindGroup find) {
      return find(find.name());
    }
    if (due instanceof Due.Size) {
      long size = groups.getOrDefault(group, Map.of()).size();
      return new DeleteEvent.Sized(OptionalLong.of(size + sizeSurplus));
    }
    if (due instanceof Due.Empty) {
      return empty(group, now);
    }
    return delete(((Due.Delete) due).ids(), now);
  }

  private DeleteEvent look(long id, Instant now) {
    Instant until = leftAt.getOrDefault(id, Instant.EPOCH).plus(deleteLag);
    boolean old = details == Details.LAGGING && leftBehind.containsKey(id) && now.isBefore(until);
    String email = old ? leftBehind.get(id) : contacts.get(id);
    if (email != null) {
      return new DeleteEvent.Told(new Row(id, shownAs.apply(email)));
    }
    return details == Details.NO_REASON ? new DeleteEvent.Unclear() : new DeleteEvent.NoSuch();
  }

  private DeleteEvent empty(String group, Instant now) {
    if (!sparesContacts) {
      List.copyOf(groups.getOrDefault(group, Map.of()).keySet()).stream()
          .filter(contacts::containsKey)
          .forEach(id -> removeByHand(id, now));
    }
    groups.remove(group);
    groupNames.replaceAll(name -> name.equals(group) ? "" : name);
    return new DeleteEvent.Deleted();
  }

  private DeleteEvent mark(List<Member> members, String group, Instant now) {
    boolean refused = members.stream().anyMatch(member -> unmarkable.contains(member.email()));
    if (refused || now.isBefore(noGroupsBefore)) {
      return new DeleteEvent.Refused("E10103");
    }
    if (!groupNames.contains(group)) {
      groupNames.add(group);
    }
    for (Member member : members) {
      if (!dropped.contains(member.email())) {
        long id =
            contacts.entrySet().stream()
                .filter(entry -> key(entry.getValue()).equals(key(member.email())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> put(member.email()));
        join(group, id, now);
      }
    }
    return new DeleteEvent.Marked(
        namesGroup ? OptionalLong.of(groupNames.indexOf(group) + 1L) : OptionalLong.empty());
  }

  private DeleteEvent find(String group) {
    int at = listsGroups ? groupNames.indexOf(group) : -1;
    return new DeleteEvent.Named(at < 0 ? OptionalLong.empty() : OptionalLong.of(at + 1L));
  }

  private DeleteEvent list(Due.ListGroup list, String group, Instant now) {
    if (list.page() > deepestPage) {
      return new DeleteEvent.Refused("");
    }
    if (paging == Paging.LIMIT_REFUSED && list.limit() > pageCap) {
      return new DeleteEvent.Refused("E10103");
    }
    List<Long> all = new ArrayList<>();
    groups
        .getOrDefault(group, Map.of())
        .forEach(
            (id, stay) -> {
              if (!now.isBefore(stay.joined().plus(addLag)) && isShown(stay, now)) {
                all.add(id);
              }
            });
    int size = Math.min(list.limit(), pageCap);
    if (list.page() * size > deepestRow) {
      return new Listed(List.of(), 0, 0, total(all.size(), 0));
    }
    int page = paging == Paging.PAGE_IGNORED ? 1 : list.page();
    int from = (page - 1) * (paging == Paging.BY_WHAT_WAS_ASKED ? list.limit() : size);
    List<Long> ids = all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()));
    List<Row> rows = new ArrayList<>();
    int damaged = from == 0 || damagedOnEachPage ? damagedRows : 0;
    for (Long id : ids) {
      rows.add(
          new Row(id, shownAs.apply(contacts.getOrDefault(id, leftBehind.getOrDefault(id, "")))));
    }
    return new Listed(rows, rows.size() + damaged, damaged, total(all.size(), rows.size()));
  }

  private boolean isShown(Stay stay, Instant now) {
    return stay.left().equals(Instant.MAX) || now.isBefore(stay.left().plus(deleteLag));
  }

  private OptionalLong total(int all, int page) {
    return switch (totals) {
      case TRUE -> OptionalLong.of(all);
      case ABSENT -> OptionalLong.empty();
      case ZERO -> OptionalLong.of(0);
      case PAGE -> OptionalLong.of(page);
      case TOO_LARGE -> OptionalLong.of(all + 10_000L);
    };
  }

  private DeleteEvent delete(Collection<Long> ids, Instant now) {
    boolean unknown = ids.stream().anyMatch(id -> !contacts.containsKey(id));
    boolean refused =
        ids.stream().anyMatch(undeletable::contains) || (deleteUnknownRefused && unknown);
    if (refused && !refusedRestDeleted) {
      return new DeleteEvent.Refused("E10103");
    }
    for (Long id : ids) {
      boolean effect = !withoutEffect.contains(id) && !undeletable.contains(id);
      if (effect && contacts.containsKey(id)) {
        removeByHand(id, now);
      }
    }
    return refused ? new DeleteEvent.Refused("E10103") : new DeleteEvent.Deleted();
  }
}
