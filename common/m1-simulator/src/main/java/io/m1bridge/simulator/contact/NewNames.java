package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.behaviour.NameBehaviour;
import io.m1bridge.simulator.behaviour.NameBehaviour.AboveMost;
import io.m1bridge.simulator.protocol.M1Refusal;

/** Makes groups and custom fields, or only says so. */
final class NewNames {
  private final ContactBook book;
  private final NameBehaviour behaviour;
  private final long now;

  NewNames(ContactBook book, NameBehaviour behaviour, long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.now = now;
  }

  /**
   * A new group; one that the book does not hold where it has no effect.
   *
   * @param name as M1 keeps it
   * @throws M1Refusal where it is one too many
   */
  NamedThing group(String name) {
    boolean full = isFull(book.groups().size(), behaviour.mostGroups());
    return full || behaviour.groupsWithoutEffect()
        ? new NamedThing((int) book.nextId(), name, now)
        : book.addGroup(name, now);
  }

  /**
   * Stores a new custom field, unless that has no effect.
   *
   * @throws M1Refusal where it is one too many
   */
  void property(Property property) {
    boolean full = isFull(book.properties().size(), behaviour.mostProperties());
    if (!full && !behaviour.propertiesWithoutEffect()) {
      book.putProperty(property);
    }
  }

  private boolean isFull(int present, int most) {
    boolean full = most > 0 && present >= most;
    if (full && behaviour.aboveMost() == AboveMost.REFUSED) {
      throw new M1Refusal(behaviour.refusalCode());
    }
    return full;
  }
}
