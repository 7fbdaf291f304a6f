package io.m1bridge.simulator.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.simulator.answer.Page;
import io.m1bridge.simulator.answer.Paging;
import io.m1bridge.simulator.behaviour.ContactBehaviour.AboveCap;
import io.m1bridge.simulator.protocol.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The indexes of the book agree with a plain look at every contact, whatever happened before. */
class ContactBookPropertiesTest {
  private static final int IDS = 6;

  private static ContactBook bookAfter(List<Integer> steps) {
    AtomicLong numbers = new AtomicLong(1);
    ContactBook book = new ContactBook(numbers::getAndIncrement);
    int group = book.addGroup("g", 0).id();
    book.find(Column.EMAIL, "");
    for (int step : steps) {
      long id = 100 + step % IDS;
      if (step % 7 == 0) {
        book.remove(id, 0);
      } else {
        book.put(
            new StoredContact(
                id,
                Map.of(
                    ContactField.EMAIL,
                    (step % 2 == 0 ? "M" : "m") + step % 5 + "@x.cn",
                    ContactField.NOTES,
                    "n" + step % 3),
                Map.of(),
                step % 4 == 0 ? List.of(group) : List.of(),
                0,
                0));
      }
      // An index that is made in the middle has to agree as well.
      book.find(new Column.Standard(ContactField.NOTES), "n1");
    }
    return book;
  }

  @Property
  void shouldFindByEmailAndNotesExactlyWhatIsThere(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1000) Integer> steps) {
    ContactBook book = bookAfter(steps);
    for (int i = 0; i < 5; i++) {
      String email = "m" + i + "@x.cn";
      assertThat(book.find(Column.EMAIL, email))
          .containsExactlyInAnyOrderElementsOf(
              book.all().stream()
                  .filter(c -> email.equalsIgnoreCase(c.text(ContactField.EMAIL)))
                  .toList());
      String notes = "n" + i;
      assertThat(book.find(new Column.Standard(ContactField.NOTES), notes))
          .containsExactlyInAnyOrderElementsOf(
              book.all().stream().filter(c -> notes.equals(c.text(ContactField.NOTES))).toList());
    }
  }

  @Property
  void shouldKnowTheMembersOfAGroup(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1000) Integer> steps) {
    ContactBook book = bookAfter(steps);
    int group = book.groups().keySet().iterator().next();

    assertThat(book.members(group))
        .containsExactlyInAnyOrderElementsOf(
            book.all().stream()
                .filter(c -> c.groups().contains(group))
                .map(StoredContact::id)
                .toList());
  }

  @Property
  void shouldShowEveryContactOnExactlyOnePage(
      @ForAll @IntRange(max = 120) int contacts, @ForAll @IntRange(min = 1, max = 70) int limit) {
    AtomicLong numbers = new AtomicLong(1);
    ContactBook book = new ContactBook(numbers::getAndIncrement);
    for (int i = 0; i < contacts; i++) {
      book.put(StoredContact.blank(book.nextId(), 0));
    }
    List<Long> seen = new ArrayList<>();
    for (int page = 1; ; page++) {
      Parameters asked =
          new Parameters(Map.of("page", Integer.toString(page), "limit", Integer.toString(limit)));
      Page<StoredContact> shown =
          book.page(java.util.Set.of(), Paging.of(asked).capped(50, AboveCap.CLIPPED));
      assertThat(shown.total()).isEqualTo(contacts);
      assertThat(shown.items()).hasSizeLessThanOrEqualTo(Math.min(limit, 50));
      if (shown.items().isEmpty()) {
        break;
      }
      shown.items().forEach(contact -> seen.add(contact.id()));
    }
    assertThat(seen).doesNotHaveDuplicates().hasSize(contacts);
  }
}
