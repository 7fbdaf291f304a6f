package io.m1bridge.contactsync.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.contact.FieldNames;
import io.m1bridge.contactsync.pack.Properties.SameProperty;
import io.m1bridge.m1.M1Answers.Property;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PropertiesTest {

  private static List<String> fields(String... labels) {
    return Stream.concat(Stream.of("email"), Stream.of(labels).map(FieldNames::custom)).toList();
  }

  @Test
  void shouldTellTwoLabelsThatM1HasOnePropertyFor() {
    Property level = new Property(7, "Level", 1, "");
    Properties properties = new Properties(List.of(level, new Property(8, "LEVEL", 1, "")));
    properties.alias("level of our customers", level);

    assertThat(properties.same(fields("Level", "LEVEL", "unknown", "other"))).isEmpty();
    assertThat(properties.same(fields("Level", "level")))
        .contains(new SameProperty("Level", "level"));
    assertThat(properties.same(fields("Level", "Level of our customers")))
        .contains(new SameProperty("Level", "Level of our customers"));
  }
}
