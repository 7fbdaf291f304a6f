package io.m1bridge.contactsync.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.contactsync.property.PropertyBook.Wanted;
import io.m1bridge.m1.M1Answers.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A label is created once at most, and known again in whatever form M1 gives it back. */
class PropertyBookTest {

  private final PropertyBook book = new PropertyBook();
  private final List<Property> inM1 = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  private static List<String> fields(String... labels) {
    return Stream.of(labels).map(FieldNames::custom).toList();
  }

  /** So many contacts need a label. */
  private void need(String label, int contacts) {
    for (int i = 0; i < contacts; i++) {
      book.hasAll(fields(label));
    }
  }

  private void put(long id, String label) {
    inM1.add(new Property(id, label, 1, ""));
  }

  private Set<String> list() {
    return book.listed(inM1, now);
  }

  private Optional<String> next() {
    return book.nextToCreate(now).map(Wanted::label);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void shouldCreateNothingBeforeTheListWasRead() {
    need("Level", 3);
    assertThat(next()).isEmpty();

    list();
    assertThat(book.nextToCreate(now)).contains(new Wanted("Level", 3));
  }

  @Test
  void shouldWantOnlyWhatM1DoesNotHave() {
    put(1, "Level");
    list();

    assertThat(book.hasAll(List.of("email", "custom:Level"))).isTrue();
    assertThat(book.hasAll(fields("Level", "Size"))).isFalse();
    assertThat(book.nextToCreate(now)).contains(new Wanted("Size", 1));
  }

  @Test
  void shouldCreateFirstWhatMostContactsNeed() {
    list();
    need("A", 1);
    need("B", 3);
    need("C", 3);
    assertThat(next()).as("the first of equal ones").contains("B");

    book.countAgain();
    need("C", 1);
    assertThat(book.nextToCreate(now)).contains(new Wanted("C", 1));
  }

  @Test
  void shouldTakeLabelsThatM1CannotTellApartForOne() {
    list();
    need(" Level & Co ", 2);
    need("level &amp; co", 1);
    need("ＬＥＶＥＬ\u00a0&  CO", 1);
    assertThat(book.nextToCreate(now)).contains(new Wanted(" Level & Co ", 4));

    book.created(" Level & Co ", now);
    assertThat(next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" Level & Co ", "Level & Co", "LEVEL &amp; CO", "level &  co", "Ｌevel & Co"})
  void shouldKnowACreatedLabelInTheFormThatM1GivesItBack(String shown) {
    list();
    need(" Level & Co ", 1);
    book.created(" Level & Co ", now);
    put(7, shown);

    assertThat(list()).containsExactly(Labels.comparable(" Level & Co "));
    assertThat(book.hasAll(fields(" Level & Co "))).isTrue();
    assertThat(next()).isEmpty();
    assertThat(book.cut(Labels.comparable(" Level & Co "))).as("not cut").isEmpty();
  }

  @Test
  void shouldKnowALabelThatM1Cut() {
    put(1, "A label");
    list();
    need("A label that is cut", 1);
    book.created("A label that is cut", now);
    put(2, "A LABEL THAT");

    assertThat(list()).containsExactly("a label that is cut");
    assertThat(book.cut("a label that is cut")).contains(2L);
    assertThat(book.hasAll(fields("A label that is cut"))).isTrue();
    list();
    assertThat(book.hasAll(fields("A label that is cut"))).as("at each later list").isTrue();
    assertThat(next()).isEmpty();
  }

  @Test
  void shouldNotGuessWhichOfTwoNewPropertiesACutLabelIs() {
    list();
    need("A label that is cut", 1);
    book.created("A label that is cut", now);
    put(2, "A label");
    put(3, "A label that");
    put(4, " ");

    assertThat(list()).isEmpty();
    assertThat(book.hasAll(fields("A label that is cut"))).isFalse();
    assertThat(next()).as("created already").isEmpty();
  }

  @Test
  void shouldNotTakeAnOldPropertyForACutLabel() {
    put(1, "A label");
    list();
    book.created("A label that is cut", now);

    assertThat(list()).isEmpty();
    assertThat(book.cut("a label that is cut")).isEmpty();
  }

  @Test
  void shouldBelieveWhatAnEarlierOwnerLearnedOfACutLabel() {
    book.cut("a label that is cut", 2);
    put(2, "A label");
    list();

    assertThat(book.hasAll(fields("A label that is cut"))).isTrue();
    inM1.clear();
    list();
    assertThat(book.hasAll(fields("A label that is cut"))).as("removed at M1").isFalse();
  }

  @Test
  void shouldNeverCreateTwiceHoweverLateTheListShowsIt() {
    list();
    need("Level", 1);
    book.created("Level", now);
    for (int minute = 0; minute < 30; minute++) {
      list();
      need("Level", 1);
      assertThat(next()).as("after " + minute + " min").isEmpty();
      assertThat(book.isHopeless(fields("Level"))).isEqualTo(minute >= 10);
      pass(Duration.ofMinutes(1));
    }
    put(9, "Level");

    assertThat(list()).containsExactly("level");
    assertThat(book.isHopeless(fields("Level"))).isFalse();
    assertThat(book.hasAll(fields("Level"))).isTrue();
  }

  @Test
  void shouldGiveUpWhatCannotBeHadUntilItIsThere() {
    list();
    need("Level", 5);
    need("Size", 1);
    book.cannotHave(" LEVEL ");

    assertThat(book.isHopeless(fields("Size", "Level"))).isTrue();
    assertThat(book.isHopeless(fields("Size"))).isFalse();
    need("Level", 5);
    assertThat(next()).contains("Size");

    put(1, "Level");
    list();
    assertThat(book.isHopeless(fields("Level"))).isFalse();
    assertThat(book.hasAll(fields("Level"))).isTrue();
  }

  @Test
  void shouldForgetWhatAPersonCreatedMeanwhile() {
    list();
    need("Level", 2);
    put(1, "level");
    list();

    assertThat(next()).isEmpty();
  }

  @Test
  void shouldReadTheListOnlyForThoseWhoWait() {
    assertThat(book.isListDue(false, now)).isFalse();
    assertThat(book.isListDue(true, now)).as("never read").isTrue();
    list();
    assertThat(book.isListDue(true, now)).isFalse();

    pass(PropertyBook.LOOK_AGAIN.minusMillis(1));
    assertThat(book.isListDue(true, now)).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(book.isListDue(true, now)).isTrue();
    assertThat(book.isListDue(false, now)).isFalse();
  }

  @Test
  void shouldReadTheListOnceForSeveralNewLabelsIfTheyComeSoon() {
    list();
    need("A", 1);
    need("B", 1);
    book.created("A", now);
    assertThat(book.isListDue(true, now)).as("B comes first").isFalse();
    pass(Duration.ofSeconds(30));
    assertThat(book.isListDue(true, now)).as("B does not come").isTrue();

    list();
    assertThat(book.isListDue(true, now)).isFalse();
    book.created("B", now);
    assertThat(book.isListDue(true, now)).as("nothing else is to come").isTrue();
    list();
    book.listNext();
    assertThat(book.isListDue(true, now)).isTrue();
  }

  @Test
  void shouldDoOneThingAtATime() {
    list();
    need("Level", 1);
    book.busy(true);
    pass(Duration.ofHours(1));

    assertThat(book.isBusy()).isTrue();
    assertThat(next()).isEmpty();
    assertThat(book.isListDue(true, now)).isFalse();
    book.busy(false);
    assertThat(next()).contains("Level");
    assertThat(book.isListDue(true, now)).isTrue();
  }
}
