package io.m1bridge.testkit.m1;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Column;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Code;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import io.m1bridge.m1.OpType;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeM1Test extends M1PortContract {

  private final FakeM1 fake = new FakeM1();

  FakeM1Test() {
    fake.store().put(contact("first@example.com", "First"));
  }

  @Override
  protected M1Port port() {
    return fake;
  }

  @Override
  protected void next(Ending ending) {
    fake.next(
        switch (ending) {
          case REFUSED -> new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, "");
          case CONTACT_LIMIT -> new M1Outcome.ContactLimit<>(new M1Code("E00001"));
          case INVALID_TOKEN -> new M1Outcome.Unauthorized<>();
          case NO_PERMISSION -> new M1Outcome.Forbidden<>();
          case HOURLY_LIMIT -> new M1Outcome.Throttled<>();
          case SERVER_ERROR -> new M1Outcome.Unavailable<>("E10001", Duration.ofSeconds(1));
          case UNEXPLAINED -> new M1Outcome.Unexplained<>(Optional.empty(), "no");
          case LOST -> new M1Outcome.Unknown<>("connection lost");
        });
  }

  @Override
  protected void hold() {
    fake.hold();
  }

  @Override
  protected void release() {
    fake.release();
  }

  @Override
  protected int calls() {
    return fake.calls().size();
  }

  @Test
  void shouldMergeByEmailWithoutCase() throws Exception {
    send(add(OpType.MERGE, contact("FIRST@example.com", "Second")));

    assertThat(fake.store().contacts()).hasSize(1);
    assertThat(fake.store().byEmail("first@EXAMPLE.com").orElseThrow().get(ContactField.FULL_NAME))
        .contains("Second");
  }

  @Test
  void shouldKeepWhatAMergeDoesNotSendAndWipeWhatAnOverwriteDoesNot() throws Exception {
    Contact bare = Contact.of(Map.of(ContactField.EMAIL, "first@example.com"), Map.of());

    send(add(OpType.MERGE, bare));
    assertThat(fake.store().contacts().get(1L).get(ContactField.FULL_NAME)).contains("First");

    send(add(OpType.OVERWRITE, bare));
    assertThat(fake.store().contacts().get(1L).get(ContactField.FULL_NAME)).isEmpty();
  }

  @Test
  void shouldLandWhatTheNetworkKeptWhenItIsDueAndNotBefore() throws Exception {
    MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
    fake.delay(Duration.ofSeconds(60), clock);
    assertThat(send(add(OpType.MERGE, contact("late@example.com", "Late"))))
        .isInstanceOf(M1Outcome.Unknown.class);
    fake.onTime();
    send(add(OpType.MERGE, contact("late@example.com", "On time")));

    clock.advance(Duration.ofSeconds(59));
    assertThat(fake.store().byEmail("late@example.com").orElseThrow().get(ContactField.FULL_NAME))
        .contains("On time");

    clock.advance(Duration.ofSeconds(1));
    assertThat(fake.store().byEmail("late@example.com").orElseThrow().get(ContactField.FULL_NAME))
        .contains("Late");
  }

  @Test
  void shouldAddASecondContactOnlyWhenAlwaysAdding() throws Exception {
    send(add(OpType.ALWAYS_ADD, contact("first@example.com", "Twin")));

    assertThat(fake.store().contacts()).hasSize(2);
  }

  @Test
  void shouldEditByKeyColumnAndSkipRowsThatMeetNobody() throws Exception {
    Column email = new Column.Field(ContactField.EMAIL);
    send(
        new M1Call.EditContacts(
            List.of(email, new Column.Field(ContactField.FULL_NAME)),
            email,
            List.of(List.of("first@example.com", "Edited"), List.of("nobody@example.com", "X"))));

    assertThat(fake.store().contacts()).hasSize(1);
    assertThat(fake.store().contacts().get(1L).get(ContactField.FULL_NAME)).contains("Edited");
  }

  @Test
  void shouldListAMarkedGroupAndDeleteItWithItsContacts() throws Exception {
    M1Answers.Added added =
        value(
            send(
                new M1Call.AddContacts(
                    List.of(contact("first@example.com", "F")),
                    Optional.of("marked"),
                    OpType.MERGE)));
    long group = added.groupId().getAsLong();
    M1Answers.Page<Contact> page = value(send(new M1Call.ListContacts(List.of(group), 1, 50)));
    assertThat(page.rows()).extracting(c -> c.id().getAsLong()).containsExactly(1L);

    send(new M1Call.DeleteGroups(List.of(group), true));
    assertThat(fake.store().contacts()).isEmpty();
  }

  @Test
  void shouldHaveTheEffectOfACallWhoseAnswerIsLost() throws Exception {
    fake.nextAfterEffect(new M1Outcome.Unknown<>("connection lost"));

    assertThat((Object) send(new M1Call.DeleteContacts(List.of(1L))))
        .isInstanceOf(M1Outcome.Unknown.class);
    assertThat(fake.store().contacts()).isEmpty();
    assertThat(fake.calls(M1Call.DeleteContacts.class)).hasSize(1);
  }

  private static M1Call<M1Answers.Added> add(OpType opType, Contact contact) {
    return new M1Call.AddContacts(List.of(contact), Optional.empty(), opType);
  }

  private static Contact contact(String email, String name) {
    return Contact.of(Map.of(ContactField.EMAIL, email, ContactField.FULL_NAME, name), Map.of());
  }

  private <T> M1Outcome<T> send(M1Call<T> call) throws Exception {
    return fake.send(new AccountId("acme"), new AccessToken("t"), call).toCompletableFuture().get();
  }

  private static <T> T value(M1Outcome<T> outcome) {
    return ((M1Outcome.Accepted<T>) outcome).value();
  }
}
