package io.m1bridge.simulator.contact;

import io.m1bridge.simulator.answer.Page;
import io.m1bridge.simulator.answer.Paging;
import io.m1bridge.simulator.behaviour.ListBehaviour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The contacts that {@code contact/all} shows at one moment, which may not be those there are. */
final class ContactList {
  private final ContactBook book;
  private final ListBehaviour behaviour;
  private final long now;

  /**
   * @param now epoch ms
   */
  ContactList(ContactBook book, ListBehaviour behaviour, long now) {
    this.book = book;
    this.behaviour = behaviour;
    this.now = now;
  }

  /** One page of the contacts in any of these groups; an empty set means all contacts. */
  Page<StoredContact> page(Set<Integer> groups, Paging paging) {
    Set<Long> hidden = book.lag().hidden(groups, behaviour, now);
    List<StoredContact> still = book.lag().stillShown(groups, behaviour, now);
    if (hidden.isEmpty() && still.isEmpty()) {
      return book.page(groups, paging);
    }
    List<StoredContact> shown = new ArrayList<>(still);
    List<StoredContact> present = book.page(groups, new Paging(1, Integer.MAX_VALUE)).items();
    present.stream().filter(contact -> !hidden.contains(contact.id())).forEach(shown::add);
    shown.sort(Comparator.comparingLong(StoredContact::id));
    Page<StoredContact> page = paging.cut(shown);
    return behaviour.totalCountsHidden()
        ? new Page<>(present.size() + still.size(), page.items())
        : page;
  }
}
