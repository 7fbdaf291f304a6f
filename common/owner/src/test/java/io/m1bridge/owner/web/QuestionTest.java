package io.m1bridge.owner.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotFoundException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a question may take that is sent on to another replica. */
class QuestionTest {

  private static final String ROUTE = "/ui/accounts/demo/contacts";

  private static Question question(String method, Question.@Nullable Body body) {
    return new Question(method, ROUTE, name -> null, body);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/accounts/demo,                     /v1/accounts/demo",
    "/v1/accounts/demo/contacts/a%2Fb%20c,  /v1/accounts/demo/contacts/a%2Fb%20c",
    "/v1/accounts/demo/contacts/a+b@x.cn,   /v1/accounts/demo/contacts/a%2Bb%40x.cn",
    "/v1/accounts/demo/contacts/%E5%BC%A0,  /v1/accounts/demo/contacts/%E5%BC%A0",
    "http://h//evil.cn//v1/accounts/demo/,   /evil.cn/v1/accounts/demo",
    "http://evil.cn/v1/accounts/demo,        /v1/accounts/demo",
    "/v1;x=/../y/accounts;a=b/demo,         -",
    "/v1/accounts;a=b/demo;c?find=a%2Fb&n=1,/v1/accounts/demo?find=a%2Fb&n=1",
    "/v1/accounts/%2e%2e/demo,              -",
    "/,                                     /"
  })
  void shouldBeSentOnByTheRouteAndNotAsItWasWritten(String written, String route) {
    if (route.equals("-")) {
      assertThatThrownBy(() -> Question.route(URI.create(written)))
          .isInstanceOf(NotFoundException.class);
    } else {
      assertThat(Question.route(URI.create(written))).isEqualTo(route);
    }
  }

  @Test
  void shouldGiveALookUpByAFormNoLongerThanOneByItsAddress() {
    Question asked = question("GET", null);
    Question form = question("POST", new Question.Body("text/plain", new byte[1]));

    assertThat(form.timeout()).isGreaterThan(asked.timeout());
    assertThat(form.prompt().timeout()).isEqualTo(asked.timeout());
    assertThat(form.prompt().body()).isEqualTo(form.body());
  }
}
