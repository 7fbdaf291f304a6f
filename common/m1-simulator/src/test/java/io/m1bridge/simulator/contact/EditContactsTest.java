package io.m1bridge.simulator.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.simulator.SimulatedCloud;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditContactsTest {
  private static final String BY_EMAIL =
      "[{\"field\":\"email\",\"isUniq\":true},{\"field\":\"gender\"},{\"field\":\"birthday\"},"
          + "{\"field\":\"province\"},{\"field\":\"notes\"}]";

  private final SimulatedCloud m1 = new SimulatedCloud();

  @BeforeEach
  void storeTwo() {
    m1.add(2, "[{\"email\":\"a@x.cn\",\"notes\":\"n\"},{\"email\":\"b@x.cn\"}]");
  }

  @Test
  void shouldReadTheFormsOfThePage() {
    String row = "[[\"A@x.cn\",\"女\",\"Thu May 10 00:00:00 CDT 1990\",\"上海\",\"m\"]]";

    assertThat(m1.edit(BY_EMAIL, row)).isEqualTo("ok");

    JsonNode edited = m1.contacts().get(0);
    assertThat(edited.path("gender").asText()).isEqualTo("female");
    assertThat(edited.path("birthday").asText()).isEqualTo("1990-05-10");
    assertThat(edited.path("province").asText()).isEqualTo("上海");
    assertThat(edited.path("notes").asText()).isEqualTo("m");
  }

  @Test
  void shouldRefuseTheFormsOfAdd() {
    assertThat(m1.edit(BY_EMAIL, "[[\"a@x.cn\",true,\"\",\"\",\"\"]]")).isEqualTo("E10103");
    assertThat(m1.edit(BY_EMAIL, "[[\"a@x.cn\",\"男\",1443628800000,\"\",\"\"]]"))
        .isEqualTo("E10103");
    assertThat(m1.contacts().get(0).path("notes").asText()).isEqualTo("n");
  }

  @Test
  void shouldWipeWithBlanksUnlessToldOtherwise() {
    String row = "[[\"a@x.cn\",\"\",\"\",\"\",\" \"]]";
    m1.behaviour("{\"contacts\":{\"editBlankWipes\":false}}");
    m1.edit(BY_EMAIL, row);
    assertThat(m1.contacts().get(0).path("notes").asText()).isEqualTo("n");

    m1.behaviour("{\"contacts\":{\"editBlankWipes\":true}}");
    m1.edit(BY_EMAIL, row);
    assertThat(m1.contacts().get(0).has("notes")).isFalse();
  }

  @Test
  void shouldPassOverOrRefuseARowThatMatchesNothing() {
    String rows = "[[\"zz@x.cn\",\"\",\"\",\"\",\"z\"],[\"a@x.cn\",\"\",\"\",\"\",\"z\"]]";
    assertThat(m1.edit(BY_EMAIL, rows)).isEqualTo("ok");
    assertThat(m1.contacts()).hasSize(2);
    assertThat(m1.contacts().get(0).path("notes").asText()).isEqualTo("z");

    m1.behaviour("{\"contacts\":{\"unmatchedEdit\":\"refused\"}}");
    assertThat(m1.edit(BY_EMAIL, rows.replace("\"z\"", "\"y\""))).isEqualTo("E10103");
    assertThat(m1.contacts().get(0).path("notes").asText()).isEqualTo("z");
  }

  @Test
  void shouldChangeAnEmailByAnotherUniqueColumnAndFindItByTheNewOne() {
    m1.post(
        "/contact/property/add", Map.of("label", "CRM key", "fieldType", 1, "description", "d"));
    int id = m1.post("/contact/property/all", Map.of()).at("/data/0/id").asInt();
    m1.add(
        2, "[{\"email\":\"a@x.cn\",\"propertys\":[{\"propertyId\":" + id + ",\"label\":\"K1\"}]}]");
    String fields = "[{\"field\":\"" + id + "\",\"isUniq\":true},{\"field\":\"email\"}]";

    assertThat(m1.edit(fields, "[[\"K1\",\"new@x.cn\"]]")).isEqualTo("ok");
    m1.add(2, "[{\"email\":\"new@x.cn\",\"notes\":\"found\"}]");

    assertThat(m1.contacts()).hasSize(2);
    assertThat(m1.contacts().get(0).path("email").asText()).isEqualTo("new@x.cn");
    assertThat(m1.contacts().get(0).path("notes").asText()).isEqualTo("found");
  }

  @Test
  void shouldNeedExactlyOneUniqueColumnAndKnownFields() {
    assertThat(m1.edit("[{\"field\":\"email\"}]", "[[\"a@x.cn\"]]")).isEqualTo("E10103");
    assertThat(
            m1.edit(
                "[{\"field\":\"email\",\"isUniq\":true},{\"field\":\"qq\"}]",
                "[[\"a@x.cn\",\"1\"]]"))
        .isEqualTo("E10103");
    assertThat(m1.edit("[{\"field\":\"email\",\"isUniq\":true}]", "[[\"a@x.cn\",\"1\"]]"))
        .isEqualTo("E10103");
  }
}
