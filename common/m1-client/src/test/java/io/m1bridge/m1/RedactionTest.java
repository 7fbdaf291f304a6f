package io.m1bridge.m1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that holds a secret or a contact, with one in every place where it can hold it. */
class RedactionTest {

  private static final String S = "s3cr3t";

  private static final Contact CONTACT =
      new Contact(
          OptionalLong.of(7),
          Map.of(ContactField.EMAIL, S),
          Map.of(1L, S),
          List.of(S),
          Optional.of(S));

  private static final M1Answers.EngagementRow ROW =
      new M1Answers.EngagementRow(
          1, S, Optional.of(Instant.EPOCH), S, S, S, S, S, S, S, S, S, S, S, S);

  static Stream<Object> holders() {
    Column email = new Column.Field(ContactField.EMAIL);
    return Stream.of(
        new AccessToken(S),
        new OAuth2Port.Client("id", S),
        new OAuth2Port.Grant.Granted(new AccessToken(S), S, Instant.EPOCH),
        CONTACT,
        ROW,
        new M1Call.AddContacts(List.of(CONTACT), Optional.of("g"), OpType.MERGE),
        new M1Call.EditContacts(List.of(email), email, List.of(List.of(S))),
        new M1Outcome.Accepted<>(CONTACT),
        new M1Outcome.Accepted<>(new M1Answers.Page<>(1, List.of(S))),
        new M1Outcome.Refused<>(M1Code.PARAMETER_MISSING, S),
        new M1Outcome.Unexplained<>(Optional.of(new M1Code("E12345")), S),
        new M1Answers.DamagedRow(3, S, "the row is null"),
        new M1Answers.Page<>(1, List.of(CONTACT)),
        new M1Answers.Page<>(1, List.of(ROW)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("holders")
  void shouldNotShowWhatItHolds(Object holder) {
    assertThat(holder.toString()).doesNotContain(S);
  }
}
