package io.m1bridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events as they were first written, kept for ever: {@code
 * src/test/resources/golden/<schema>.json}. Never edit one; when a contract grows, new readers must
 * still read these.
 */
class GoldenEventsTest {

  static Stream<String> schemas() {
    return Contracts.RECORDS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldStillReadTheOldEvent(String name) throws Exception {
    JsonNode old = Contracts.json(Contracts.text("/golden/" + name + ".json"));
    Object record = ContractJson.mapper().treeToValue(old, Contracts.RECORDS.get(name));
    JsonNode written = Contracts.json(ContractJson.mapper().valueToTree(record).toString());
    old.fieldNames()
        .forEachRemaining(
            field -> assertThat(written.get(field)).as(field).isEqualTo(old.get(field)));
  }
}
