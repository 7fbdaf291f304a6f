package io.m1bridge.benchmarks.contactsync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.local.crm.Change;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CustomersTest {

  private final Customers customers = new Customers("acme");

  @Test
  void shouldSetAllFieldsSoThatEveryRowCanBePadded() throws Exception {
    JsonNode row = data(customers.upserted(7, 1));

    assertThat(row.size()).isEqualTo(Customers.FIELDS.size() + 1);
    assertThat(row.path("email").asText()).isEqualTo("customer7@example.org");
  }

  @Test
  void shouldGiveEachVersionOtherValues() throws Exception {
    JsonNode first = data(customers.upserted(7, 1));
    JsonNode second = data(customers.upserted(7, 2));

    for (String field : Customers.FIELDS) {
      assertThat(second.path(field)).as(field).isNotEqualTo(first.path(field));
    }
  }

  @Test
  void shouldPatchOneToFourFieldsAndNameEachEventAnew() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int version : IntStream.rangeClosed(2, 100).toArray()) {
      Change patch = customers.patched(7, version);

      assertThat(data(patch).size()).isBetween(1, 4);
      assertThat(ids.add(patch.eventId())).isTrue();
    }
  }

  private static JsonNode data(Change change) throws Exception {
    return ContractJson.mapper().readTree(change.data());
  }
}
