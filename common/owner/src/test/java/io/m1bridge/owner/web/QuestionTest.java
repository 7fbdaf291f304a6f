package io.m1bridge.owner.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a question may take that is sent on to another replica. */
class QuestionTest {

  private static final String ROUTE = "/ui/accounts/demo/contacts";

  private static Question question(String method, Question.@Nullable Body body) {
    return new Question(method, ROUTE, name -> null, body);
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
