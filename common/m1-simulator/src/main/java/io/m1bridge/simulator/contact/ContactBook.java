package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.answer.Page;
import io.m1bridge.simulator.answer.Paging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The contact database of one account. Calls hold its monitor for as long as they take, so each
 * call is one step; the methods here expect it to be held.
 */
public final class ContactBook {
  private final LongSupplier numbers;
  private final Map<Long, StoredContact> contacts = new LinkedHashMap<>();
  private final Map<Column, ColumnIndex> indexes = new HashMap<>();
  private final Map<Integer, NamedThing> groups = new TreeMap<>();
  private final Map<Integer, Set<Long>> members = new HashMap<>();
  private final Map<Integer, NamedThing> tags = new TreeMap<>();
  private final Map<Integer, Property> properties = new TreeMap<>();
  private final Map<String, Integer> regions = new HashMap<>();
  private final ListLag lag = new ListLag();
  private @Nullable Long firstWriteAt;

  /**
   * @param numbers gives ids that no other account has
   */
  public ContactBook(LongSupplier numbers) {
    this.numbers = numbers;
    indexes.put(Column.EMAIL, new ColumnIndex(Column.EMAIL));
  }

  /** How many contacts there are. */
  public synchronized int size() {
    return contacts.size();
  }

  /** What lists show late. */
  ListLag lag() {
    return lag;
  }

  /** How long the first call that wrote is ago, which may be this one; ms. */
  long sinceFirstWrite(long now) {
    if (firstWriteAt == null) {
      firstWriteAt = now;
    }
    return now - firstWriteAt;
  }

  long nextId() {
    return numbers.getAsLong();
  }

  @Nullable StoredContact find(long id) {
    return contacts.get(id);
  }

  /** Contacts with that value, oldest first. Emails: without case. */
  List<StoredContact> find(Column column, String value) {
    List<StoredContact> found = new ArrayList<>();
    for (long id : index(column).find(value)) {
      StoredContact contact = contacts.get(id);
      if (contact != null) {
        found.add(contact);
      }
    }
    return found;
  }

  /** Stores a new contact or the new state of one that is there. */
  void put(StoredContact contact) {
    StoredContact before = contacts.put(contact.id(), contact);
    if (before == null) {
      lag.created(contact.id(), contact.createdAt());
    }
    for (Map.Entry<Column, ColumnIndex> index : indexes.entrySet()) {
      String old = before == null ? null : before.value(index.getKey());
      String now = contact.value(index.getKey());
      if (old == null ? now != null : !old.equals(now)) {
        index.getValue().remove(old, contact.id());
        index.getValue().add(now, contact.id());
      }
    }
    List<Integer> oldGroups = before == null ? List.of() : before.groups();
    if (!oldGroups.equals(contact.groups())) {
      oldGroups.forEach(group -> leave(group, contact.id()));
      contact.groups().forEach(group -> join(group, contact.id()));
      contact.groups().stream()
          .filter(group -> !oldGroups.contains(group))
          .forEach(group -> lag.joined(group, contact.id(), contact.updatedAt()));
    }
  }

  /** Removes a contact; false when it is not there. */
  boolean remove(long id, long now) {
    StoredContact gone = contacts.remove(id);
    if (gone != null) {
      lag.removed(gone, now);
      indexes.forEach((column, index) -> index.remove(gone.value(column), id));
      gone.groups().forEach(group -> leave(group, id));
    }
    return gone != null;
  }

  /** All contacts, oldest first: a copy. */
  List<StoredContact> all() {
    return new ArrayList<>(contacts.values());
  }

  /** One page of the contacts in any of these groups; an empty set means all contacts. */
  Page<StoredContact> page(Set<Integer> ofGroups, Paging paging) {
    if (ofGroups.isEmpty()) {
      return paging.cut(contacts.values());
    }
    Set<Long> ids = new TreeSet<>();
    ofGroups.forEach(group -> ids.addAll(members.getOrDefault(group, Set.of())));
    Page<Long> page = paging.cut(ids);
    return new Page<>(page.total(), page.items().stream().map(contacts::get).toList());
  }

  Map<Integer, NamedThing> groups() {
    return groups;
  }

  Set<Long> members(int group) {
    return members.getOrDefault(group, Set.of());
  }

  /** Makes a group, whether or not there is one of that name. */
  NamedThing addGroup(String name, long now) {
    NamedThing group = new NamedThing((int) nextId(), name, now);
    groups.put(group.id(), group);
    return group;
  }

  /** The oldest group of that name, or null. */
  @Nullable NamedThing groupNamed(String name) {
    return groups.values().stream().filter(g -> g.name().equals(name)).findFirst().orElse(null);
  }

  /** Removes a group; its contacts stay, without it. */
  void removeGroup(int group, long now) {
    groups.remove(group);
    for (long id : List.copyOf(members(group))) {
      StoredContact contact = contacts.get(id);
      if (contact != null) {
        put(contact.withGroups(contact.groups().stream().filter(g -> g != group).toList(), now));
      }
    }
    members.remove(group);
  }

  Map<Integer, NamedThing> tags() {
    return tags;
  }

  void addTag(String name, long now) {
    NamedThing tag = new NamedThing((int) nextId(), name, now);
    tags.put(tag.id(), tag);
  }

  Map<Integer, Property> properties() {
    return properties;
  }

  void putProperty(Property property) {
    properties.put(property.id(), property);
  }

  /** Removes a custom field and every value of it. */
  void removeProperty(int id, long now) {
    properties.remove(id);
    for (StoredContact contact : all()) {
      Map<Integer, String> custom = contact.custom();
      if (custom.remove(id) != null) {
        put(contact.withValues(contact.fields(), custom, now));
      }
    }
    indexes.remove(new Column.Custom(id));
  }

  /** M1's number for a province or city; which numbers M1 really uses is not documented. */
  int regionNumber(@Nullable String name) {
    if (name == null) {
      return 0;
    }
    Integer known = regions.get(name);
    if (known == null) {
      known = regions.size() + 1;
      regions.put(name, known);
    }
    return known;
  }

  private ColumnIndex index(Column column) {
    ColumnIndex present = indexes.get(column);
    if (present != null) {
      return present;
    }
    ColumnIndex made = new ColumnIndex(column);
    contacts.values().forEach(contact -> made.add(contact.value(column), contact.id()));
    indexes.put(column, made);
    return made;
  }

  private void join(int group, long id) {
    members.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(id);
  }

  private void leave(int group, long id) {
    Set<Long> ids = members.get(group);
    if (ids != null) {
      ids.remove(id);
    }
  }
}
