package io.m1bridge.contactsync.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.ContactChange;
import io.m1bridge.contracts.ContactChangeType;
import io.m1bridge.m1.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeParserTest {

  private static final String UPSERTED = "crm.contact.upserted.v1";
  private static final String PATCHED = "crm.contact.patched.v1";
  private final ChangeParser parser =
      new ChangeParser(IntakeSettings.of(new AccountId("demo")), Clock.systemUTC());

  @Test
  void shouldReadThreeStatesOfAField() {
    ContactChange change =
        valid(
            PATCHED,
            "{\"fullName\":\" 王伟 \",\"notes\":null,\"custom\":{\"Level\":\"A\",\"Old\":null},"
                + "\"groups\":[\"VIP\"],\"somethingNew\":1}");

    assertThat(change.type()).isEqualTo(ContactChangeType.PATCHED);
    assertThat(change.contact().account()).isEqualTo(new AccountId("demo"));
    assertThat(change.contact().key()).isEqualTo("k1");
    assertThat(change.fields())
        .containsEntry("fullName", "王伟")
        .containsEntry("notes", null)
        .containsEntry("custom:Level", "A")
        .containsEntry("custom:Old", null)
        .hasSize(4);
    assertThat(change.groups()).isEqualTo(Set.of("VIP"));
  }

  @Test
  void shouldNotClearTheEmailByPatch() {
    assertThat(valid(PATCHED, "{\"email\":null}").fields()).isEmpty();
  }

  @Test
  void shouldTakeTheSubjectBeforeTheRecordKey() {
    RecordHeaders headers = headers("crm.contact.deleted.v1");
    headers.add("ce_subject", bytes("other"));
    headers.add("ce_m1account", bytes("second"));

    Parsed<ContactChange> parsed = parser.parse(bytes("k1"), null, headers);

    assertThat(parsed).isInstanceOf(Parsed.Valid.class);
    ContactChange change = ((Parsed.Valid<ContactChange>) parsed).value();
    assertThat(change.contact().key()).isEqualTo("other");
    assertThat(change.contact().account()).isEqualTo(new AccountId("second"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crm.contact.upserted.v1 | {\"fullName\":\"x\"} | email-missing",
        "crm.contact.upserted.v1 | {\"email\":null} | email-missing",
        "crm.contact.upserted.v1 | {\"groups\":[7]} | email-missing",
        "crm.contact.upserted.v1 | {\"optOut\":7} | email-missing",
        "crm.contact.upserted.v1 | {\"email\":\"no address\"} | field-invalid",
        "crm.contact.patched.v1 | {\"gender\":\"unsure\"} | field-invalid",
        "crm.contact.patched.v1 | {\"birthday\":\"31.12.1990\"} | field-invalid",
        "crm.contact.patched.v1 | {\"fullName\":7} | field-invalid",
        "crm.contact.patched.v1 | {\"groups\":\"VIP\"} | field-invalid",
        "crm.contact.patched.v1 | {\"groups\":[{}]} | field-invalid",
        "crm.contact.patched.v1 | {\"optOut\":\"yes\"} | field-invalid",
        "crm.contact.patched.v1 | {\"optOut\":2} | field-invalid",
        "crm.contact.patched.v1 | {\"payload\":{\"email\":\"a@b.cn\"}} | data-wrapped",
        "crm.contact.patched.v1 | {\"op\":\"u\",\"after\":{}} | data-wrapped",
        "crm.contact.upserted.v1 | {\"contact\":{\"fullName\":\"a\"}} | data-wrapped",
        "crm.contact.patched.v1 | {\"id\":1,\"record\":{\"custom\":{}}} | data-wrapped",
        "crm.contact.upserted.v1 | {\"specversion\":\"1.0\",\"data\":{}} | data-wrapped",
        "crm.contact.patched.v1 | \"\\\"twice\\\"\" | data-unreadable",
        "crm.contact.patched.v1 | {\"x\":{\"y\":1,\"y\":2}} | data-unreadable",
        "crm.contact.patched.v1 | {\"custom\":{\"L\":1,\"L\\u0000\":2}} | field-invalid",
        "crm.contact.patched.v1 | {\"custom\":[]} | field-invalid",
        "crm.contact.patched.v1 | {\"fullName\":\"cut off | data-unreadable",
        "crm.contact.patched.v1 | [] | data-unreadable",
        "crm.contact.patched.v1 | {} trailing | data-unreadable",
        "crm.contact.merged.v1 | {} | type-unknown",
      })
  void shouldNameWhatIsWrong(String type, String data, String code) {
    Parsed<ContactChange> parsed = parser.parse(bytes("k1"), bytes(data), headers(type));

    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    assertThat(((Parsed.Invalid<ContactChange>) parsed).problem().code()).isEqualTo(code);
    assertThat(((Parsed.Invalid<ContactChange>) parsed).problem().advice())
        .as("what to do")
        .contains(":");
  }

  @Test
  void shouldRefuseADayThatM1CannotBeSentWhateverTheOperatorAllows() {
    DateRange all = new DateRange(LocalDate.of(1, 1, 1), null);
    IntakeSettings settings =
        new IntakeSettings(
            new AccountId("demo"), KeyFormat.TEXT, IntakeSettings.DEFAULT_MAX_CHANGE_BYTES, all);

    Parsed<ContactChange> parsed =
        new ChangeParser(settings, Clock.systemUTC())
            .parse(bytes("k1"), bytes("{\"birthday\":\"1582-10-04\"}"), headers(PATCHED));

    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    assertThat(((Parsed.Invalid<ContactChange>) parsed).problem().advice()).contains("1583");
  }

  @Test
  void shouldRefuseAChangeWithoutKey() {
    Parsed<ContactChange> parsed =
        parser.parse(null, bytes("{\"email\":\"a@b.cn\"}"), headers(UPSERTED));

    assertThat(((Parsed.Invalid<ContactChange>) parsed).problem().code()).isEqualTo("key-missing");
  }

  private ContactChange valid(String type, String data) {
    Parsed<ContactChange> parsed = parser.parse(bytes("k1"), bytes(data), headers(type));
    assertThat(parsed).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid<ContactChange>) parsed).value();
  }

  static RecordHeaders headers(String type) {
    RecordHeaders headers = new RecordHeaders();
    Map.of("ce_specversion", "1.0", "ce_id", "e1", "ce_type", type, "ce_source", "/crm")
        .forEach((name, value) -> headers.add(name, bytes(value)));
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
