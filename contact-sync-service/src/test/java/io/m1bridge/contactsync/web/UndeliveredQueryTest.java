package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in an address of the page. */
class UndeliveredQueryTest {

  private static Stream<String> addresses(UndeliveredQuery query) {
    return Stream.concat(
        Stream.of(query.page(2), query.of("m1-refused")),
        query.columns().stream().map(UndeliveredQuery.Column::href));
  }

  @Test
  void shouldNotPutAKeyIntoAnAddress() {
    UndeliveredQuery query = UndeliveredQuery.of("field-invalid", "li.wei@x.cn", "since", "desc");

    assertThat(query.isSearch()).isTrue();
    assertThat(addresses(query)).allSatisfy(href -> assertThat(href).doesNotContain("li.wei"));
    assertThat(query.page(2)).isEqualTo("?reason=field-invalid&sort=since&order=desc&page=2");
  }
}
