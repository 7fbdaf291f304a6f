package io.m1bridge.m1.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.m1.Contact;
import io.m1bridge.m1.M1Answers;
import io.m1bridge.m1.M1Answers.DamagedRow;
import io.m1bridge.m1.M1Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

  private static final M1Call.ListEngagement ENGAGEMENT =
      new M1Call.ListEngagement(3450, 0, Instant.EPOCH, Instant.EPOCH, 1, 50);
  private static final M1Call.ListContacts CONTACTS = new M1Call.ListContacts(List.of(), 1, 50);

  private static final String GOOD = "{\"email\": \"a@b.cn\", \"dmdtype\": \"open\"}";

  @Test
  void shouldReadTheRowsBesideADamagedOne() {
    M1Answers.Page<M1Answers.EngagementRow> page =
        read(
            ENGAGEMENT,
            """
            {"total_count": 6, "detail": [%s, null, 17, {"dmdtype": "open"},
              {"email": "c@d.cn", "dmdtype": {"a": 1}}, %s]}
            """
                .formatted(GOOD, GOOD));

    assertThat(page.rows()).hasSize(2);
    assertThat(page.received()).isEqualTo(6);
    assertThat(page.damaged())
        .containsExactly(
            new DamagedRow(1, "null", "the row is null"),
            new DamagedRow(2, "17", "the row is no object"),
            new DamagedRow(3, "{\"dmdtype\":\"open\"}", "email is missing"),
            new DamagedRow(
                4, "{\"email\":\"c@d.cn\",\"dmdtype\":{\"a\":1}}", "dmdtype is no text"));
  }

  @Test
  void shouldNotRequireWhatNobodyUses() {
    M1Answers.EngagementRow row = read(ENGAGEMENT, "{\"detail\": [" + GOOD + "]}").rows().get(0);

    assertThat(row.campaignId()).as("the one that was asked for").isEqualTo(3450);
    assertThat(row.eventDate()).isEmpty();
  }

  @Test
  void shouldReadARowWhoseOtherFieldsAreEmptyListsOrObjects() {
    M1Answers.EngagementRow row =
        read(
                ENGAGEMENT,
                "{\"detail\": [{\"email\": \"a@b.cn\", \"clickurl\": [], \"country\": {}, \"ip\": \" \"}]}")
            .rows()
            .get(0);

    assertThat(row.clickUrl()).isEmpty();
    assertThat(row.ip()).as("as it stands, for ids are made of it").isEqualTo(" ");
  }

  @Test
  void shouldTakeAContactWithoutAnIdForDamaged() {
    M1Answers.Page<Contact> page =
        read(
            CONTACTS,
            "{\"total\": 2, \"list\": [{\"email\": \"a@b.cn\"},"
                + " {\"id\": \"7\", \"email\": \"c@d.cn\", \"propertys\": \"\", \"groups\": null}]}");

    assertThat(page.rows()).extracting(contact -> contact.id().getAsLong()).containsExactly(7L);
    assertThat(page.damaged()).extracting(DamagedRow::problem).containsExactly("id is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "12.0, 12",
    "'\"12\"', 12",
    "1.2e1, 12",
    "9007199254740991.0, 9007199254740991",
    "9223372036854775807, 9223372036854775807"
  })
  void shouldReadAnIdInAnyFormOfANumber(String json, long id) {
    assertThat(contacts(json).rows())
        .singleElement()
        .satisfies(contact -> assertThat(contact.id()).hasValue(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740993.0", "1e300", "9223372036854775808", "12.5", "true", "[12]"})
  void shouldTakeNoOtherIdForTheOneThatCannotBeRead(String json) {
    assertThat(contacts(json).rows()).isEmpty();
    assertThat(contacts(json).damaged()).hasSize(1);
  }

  /** Read as a number it took minutes, on the thread of all calls. */
  @Test
  void shouldNotCountAMillionDigits() {
    assertThat(contacts("\"" + "7".repeat(3_000_000) + "\"").damaged()).hasSize(1);
  }

  private static M1Answers.Page<Contact> contacts(String id) {
    return read(CONTACTS, "{\"list\": [{\"id\": " + id + ", \"email\": \"a@b.cn\"}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\" \"",
        "{}",
        "[]",
        "{\"list\": null}",
        "{\"list\": \"\"}",
        "{\"list\": {}}",
        "{\"total\": 0}",
        "{\"total\": \"\", \"list\": []}"
      })
  void shouldReadEveryFormOfNothing(String data) {
    M1Answers.Page<Contact> page = read(CONTACTS, data);

    assertThat(page.received()).isZero();
    assertThat(page.total().orElse(0)).isZero();
  }

  @Test
  void shouldReadNothingWhereThereIsNoData() {
    assertThat(Endpoint.of(CONTACTS).read(CONTACTS, Json.NODES.missingNode()).received()).isZero();
    assertThat(read(new M1Call.ListProperties(), "null").rows()).isEmpty();
    assertThat(read(new M1Call.ListCampaigns(Instant.EPOCH, Instant.EPOCH), "{}").rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "12.0", "\"12\"", "\" 12 \"", "\"12.0\"", "1.2e1"})
  void shouldReadATotalOfAnyType(String total) {
    assertThat(read(CONTACTS, "{\"total\": " + total + ", \"list\": []}").total()).hasValue(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "12.5", "\"many\"", "{}", "true", "\"1e999999999\""})
  void shouldNotBelieveATotalThatIsNone(String total) {
    assertThat(read(CONTACTS, "{\"total\": " + total + ", \"list\": []}").total()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"done\"", "17", "true", "{\"list\": \"x\"}", "{\"list\": {\"a\": 1}}"})
  void shouldNotTakeSomethingElseForAnEmptyList(String data) {
    assertThatThrownBy(() -> read(CONTACTS, data)).isInstanceOf(UnreadableAnswer.class);
  }

  @Test
  void shouldBoundARowAndStillTellItFromOthers() {
    String head = "{\"x\":\"" + "中".repeat(20_000);
    M1Answers.Page<M1Answers.EngagementRow> page =
        read(ENGAGEMENT, "{\"detail\": [" + head + "1\"}, " + head + "2\"}]}");

    assertThat(page.damaged())
        .allSatisfy(row -> assertThat(row.raw()).hasSizeLessThanOrEqualTo(DamagedRow.LONGEST_RAW));
    assertThat(page.damaged().get(0).raw()).isNotEqualTo(page.damaged().get(1).raw());
  }

  /** Whatever the rows are, each one is accounted for, and the good ones are read. */
  @Property
  void shouldAccountForEveryRow(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("rows") String> rows) {
    List<String> all = new ArrayList<>(rows);
    all.add("{\"id\": 1, \"task_id\": 1, \"label\": \"l\", \"email\": \"a@b.cn\"}");
    String list = "[" + String.join(",", all) + "]";
    for (M1Call<?> call :
        List.of(
            new M1Call.ListProperties(), new M1Call.ListCampaigns(Instant.EPOCH, Instant.EPOCH))) {
      M1Answers.Rows<?> read = (M1Answers.Rows<?>) read(call, list);
      assertThat(read.received()).isEqualTo(all.size());
      assertThat(read.rows()).isNotEmpty();
    }
    for (M1Call<?> call :
        List.of(ENGAGEMENT, CONTACTS, new M1Call.ListGroups(1, 50, Optional.empty()))) {
      M1Answers.Page<?> read = (M1Answers.Page<?>) read(call, list);
      assertThat(read.received()).isEqualTo(all.size());
    }
  }

  @Provide
  Arbitrary<String> rows() {
    Arbitrary<String> value =
        Arbitraries.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "9223372036854775807",
            "1e300",
            "\"\"",
            "\" \"",
            "\"7\"",
            "\"x\"",
            "{}",
            "[]",
            "{\"a\": 1}",
            "[null]",
            "[{}]");
    Arbitrary<String> field =
        Arbitraries.of(
            "id",
            "task_id",
            "label",
            "email",
            "dmdtype",
            "eventdate",
            "birthday",
            "createTime",
            "gender",
            "propertys",
            "groups",
            "groupName",
            "province_zh",
            "province",
            "sendtime",
            "type",
            "status");
    Arbitrary<String> object =
        Arbitraries.maps(field, value)
            .ofMaxSize(6)
            .map(
                fields ->
                    "{"
                        + String.join(
                            ",",
                            fields.entrySet().stream()
                                .map(e -> "\"" + e.getKey() + "\": " + e.getValue())
                                .toList())
                        + "}");
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(1, value), net.jqwik.api.Tuple.of(3, object));
  }

  private static <T> T read(M1Call<T> call, String data) {
    JsonNode json = Json.parse(data).orElseThrow();
    return Endpoint.of(call).read(call, json);
  }
}
