package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.Contact;
import io.m1bridge.m1.ContactField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactReaderTest {

  @Test
  void shouldReadNamesOfPlacesAndGenders() {
    Contact contact =
        ContactReader.read(
            Json.parse(
                    """
                    {"id": "12", "gender": false, "gender_des": "女", "birthday": 642265200000,
                     "province": 9, "province_zh": "上海", "city": 3, "city_zh": "上海",
                     "notes": " two  blanks ", "qQ": 12345, "unheard": {"of": [1]}}
                    """)
                .orElseThrow());

    assertThat(contact.id()).hasValue(12);
    assertThat(contact.get(ContactField.GENDER)).contains("female");
    assertThat(contact.get(ContactField.BIRTHDAY)).contains("1990-05-10");
    assertThat(contact.get(ContactField.PROVINCE)).contains("上海");
    assertThat(contact.get(ContactField.NOTES)).contains(" two  blanks ");
    assertThat(contact.get(ContactField.QQ)).contains("12345");
    assertThat(contact.get(ContactField.EMAIL)).isEmpty();
  }

  @Test
  void shouldReadBirthdaysInSecondsOfOldData() {
    Contact contact =
        ContactReader.read(
            Json.parse("{\"birthday\": 642268800, \"createTime\": 1451024646979}").orElseThrow());

    assertThat(contact.get(ContactField.BIRTHDAY)).contains("1990-05-10");
  }

  /** What nobody can read says nothing: taken for empty it would differ from what was sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{\"gender\": 1} | -",
        "{\"gender\": 2, \"gender_des\": \"女\"} | female",
        "{\"gender\": \"Male\"} | male",
        "{\"gender\": \" \"} | ''",
        "{\"gender\": null} | ''",
        "{\"birthday\": \"1990-05-10 00:00:00.0\"} | 1990-05-10",
        "{\"birthday\": \"1990-05-10\"} | 1990-05-10",
        "{\"birthday\": \"May 10\"} | -",
        "{\"birthday\": \" \"} | ''",
        "{\"birthday\": 0} | ''"
      })
  void shouldNotTakeWhatItCannotReadForEmpty(String json, @Nullable String value) {
    Contact contact = ContactReader.read(Json.parse(json).orElseThrow());
    ContactField field = json.contains("gender") ? ContactField.GENDER : ContactField.BIRTHDAY;

    assertThat(contact.get(field)).isEqualTo(Optional.ofNullable(value));
  }

  /** A delete needs id and email: whatever else M1 shows must not hide the contact from it. */
  @Test
  void shouldReadAContactWhoseOtherFieldsAreNoTexts() {
    Contact contact =
        ContactReader.row(
            Json.parse(
                    "{\"id\": 12, \"email\": \"a@x.cn\", \"fax\": {\"area\": 10}, \"notes\": []}")
                .orElseThrow());

    assertThat(contact.get(ContactField.EMAIL)).contains("a@x.cn");
    assertThat(contact.get(ContactField.FAX)).isEmpty();
    assertThat(contact.get(ContactField.NOTES)).isEmpty();
  }

  @Test
  void shouldNotGuessAnEmailThatIsNoText() {
    assertThatThrownBy(
            () -> ContactReader.row(Json.parse("{\"id\": 12, \"email\": {}}").orElseThrow()))
        .isInstanceOf(UnreadableAnswer.class)
        .hasMessageContaining("email");
  }
}
