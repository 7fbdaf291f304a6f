package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may have what answered. */
class RolesTest {

  private static Set<String> names(Predicate<Routes> wanted) throws Exception {
    return Routes.all().stream()
        .filter(wanted)
        .map(Routes::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldAnswerNumbersAloneToStrangers() throws Exception {
    assertThat(names(route -> !route.isProtected())).containsExactly("GET /v1/status");
  }

  @Test
  void shouldLetOnlyOperatorsAct() throws Exception {
    assertThat(names(route -> !route.verb().equals("GET") && !route.isOfOperators()))
        .as("these only look: a key that is asked for stands in no address")
        .containsExactly("POST /accounts/{id}/undelivered", "POST /ui/accounts/{id}/contacts");
  }

  @Test
  void shouldShowTheFieldsOfAContactToOperatorsAlone() throws Exception {
    assertThat(names(Routes::isOfOperators))
        .containsAll(
            List.of(
                "GET /v1/accounts/{id}/m1/contacts/{contact}",
                "POST /ui/accounts/{id}/m1/contact"));
  }
}
