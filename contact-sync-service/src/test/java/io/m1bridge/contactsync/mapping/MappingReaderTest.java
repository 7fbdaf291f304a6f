package io.m1bridge.contactsync.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.change.StrictJson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingReaderTest {

  private static final String SMALLEST =
      """
      format: json
      contact:
        fields:
          email: mail
      """;

  @Test
  void shouldReadTheSmallestMapping() {
    Mapping mapping = MappingReader.read("a.yaml", SMALLEST);

    assertThat(mapping.fields()).containsOnlyKeys("email");
    assertThat(mapping.withoutEmail()).isEqualTo(Mapping.WithoutEmail.DEAD_LETTER);
  }

  @Test
  void shouldSayEverythingThatIsWrongWithItsLineAndWhatMayBeMeant() {
    assertThatThrownBy(
            () ->
                MappingReader.read(
                    "customers.yaml",
                    """
                    format: debezum
                    kee: id
                    contact:
                      fields:
                        e-mail: email
                        mobile_phone: mobile
                        gender: {from: sex, convert: [trimm, date: epoch-day]}
                        qq: {convert: trim}
                        notes: {jslt: "(.a"}
                        workPhone: {from: phone, convert: {phone: {region: cn}}}
                        city: {from: city, convert: {phone: {region: China, form: E.164}}}
                    """))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("customers.yaml")
        .hasMessageContaining("line 1: there is no format 'debezum'; is 'debezium' meant?")
        .hasMessageContaining("line 2: there is no part of a mapping 'kee'; is 'key' meant?")
        .hasMessageContaining("line 5: there is no field 'e-mail'; is 'email' meant?")
        .hasMessageContaining("line 6: there is no field 'mobile_phone'; is 'mobilePhone' meant?")
        .hasMessageContaining("line 7: there is no converter 'trimm'; is 'trim' meant?")
        .hasMessageContaining("there is no form of dates 'epoch-day'; is 'epoch-days' meant?")
        .hasMessageContaining(
            "line 8: one of 'from', 'constant', 'template' and 'jslt' is needed here")
        .hasMessageContaining("line 9: the JSLT cannot be compiled")
        .hasMessageContaining("line 10: ")
        .hasMessageContaining("line 11: ");
  }

  @Test
  void shouldNameTheLineOfAnUnknownNameAlsoWhereItsValueStandsBelow() {
    assertThatThrownBy(
            () -> MappingReader.read("a.yaml", SMALLEST + "    fullname:\n      from: name\n"))
        .hasMessageContaining("line 5: there is no field 'fullname'; is 'fullName' meant?");
  }

  @Test
  void shouldKnowWhereItsLabelsStandAndWhichAreMeant() {
    Mapping mapping =
        MappingReader.read(
            "a.yaml",
            SMALLEST
                + """
                  custom:
                    Level: level
                    Levle:
                      from: level
                      create: true
                """);

    assertThat(mapping.labels())
        .containsExactly(
            new Mapping.CustomLabel("Level", 6, false, null),
            new Mapping.CustomLabel("Levle", 7, true, null));
    assertThatThrownBy(
            () -> MappingReader.read("a.yaml", SMALLEST + "    city: {from: town, create: true}\n"))
        .hasMessageContaining("line 5: there is no part of a field 'create'");
  }

  @Test
  void shouldReadDropDowns() {
    Mapping mapping =
        MappingReader.read(
            "a.yaml",
            SMALLEST
                + """
                  custom:
                    Level: {from: level, options: [金, 银, 001]}
                    Source: {from: source, options: 网站, new-options: add}
                """);

    assertThat(mapping.labels())
        .extracting(Mapping.CustomLabel::dropDown)
        .containsExactly(
            new DropDown(List.of("金", "银", "001"), false), new DropDown(List.of("网站"), true));
    assertThatThrownBy(
            () ->
                MappingReader.read(
                    "a.yaml",
                    SMALLEST
                        + """
                          custom:
                            A: {from: a, options: [x, x]}
                            B: {from: b, options: []}
                            C: {from: c, options: ["  "]}
                            D: {from: d, new-options: add}
                            E: {from: e, options: [x], new-options: adds}
                        """))
        .hasMessageContaining("line 6: the option 'x' stands here twice")
        .hasMessageContaining("line 7: a drop-down has 1 to 500 options")
        .hasMessageContaining("line 8: an option has 1 to 100 characters")
        .hasMessageContaining("line 9: 'new-options' is of a drop-down")
        .hasMessageContaining("line 10: there is no new-options 'adds'; is 'add' meant?");
  }

  @Test
  void shouldTakeForTextWhatOnlyOldYamlTakesForSomethingElse() {
    Mapping mapping =
        MappingReader.read(
            "a.yaml",
            SMALLEST
                + """
                tests:
                  - {name: a, value: [yes, no, 0x1F, 010, 1_000, .5, 1.50, true, 2002-04-16], passed-over: true}
                """);

    assertThat(new String(StrictJson.write(mapping.tests().get(0).value()), UTF_8))
        .isEqualTo("[\"yes\",\"no\",\"0x1F\",\"010\",\"1_000\",\".5\",1.50,true,\"2002-04-16\"]");
  }

  @Test
  void shouldRefuseWhatIsNoYaml() {
    assertThatThrownBy(() -> MappingReader.read("a.yaml", "format: [json"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("line ");
    assertThatThrownBy(() -> MappingReader.read("a.yaml", ""))
        .hasMessageContaining("line 1: the file is empty");
    assertThatThrownBy(() -> MappingReader.read("a.yaml", "- a\n- b\n"))
        .hasMessageContaining("line 1: names and values are needed here");
    assertThatThrownBy(() -> MappingReader.read("a.yaml", SMALLEST + "format: json\n"))
        .hasMessageContaining("line 5: 'format' stands here twice");
  }

  @Test
  void shouldSayThatAFileIsMissing() {
    assertThatThrownBy(() -> MappingReader.read(Path.of("no-such-file.yaml")))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("no-such-file.yaml")
        .hasMessageContaining("NoSuchFileException");
  }

  @Test
  void shouldRefuseATestWithoutAnEnd() {
    assertThatThrownBy(
            () ->
                MappingReader.read(
                    "a.yaml", SMALLEST + "tests:\n  - name: a\n    value: {mail: a@example.com}\n"))
        .hasMessageContaining(
            "line 6: a test needs one of 'contact', 'deleted', 'dead-letter' and 'passed-over'");
  }
}
