package io.m1bridge.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.guarantee.M1EqualsCrm.Mismatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A contact of M1 is its email and its city. */
class M1EqualsCrmTest {

  private record Held(String email, Map<String, String> fields) {}

  private static final Held A = new Held("a@x.cn", Map.of("city", "Xi'an"));
  private static final Held B = new Held("b@x.cn", Map.of());

  private static List<Mismatch> mismatches(Held... contacts) {
    return new M1EqualsCrm<Map<String, String>, Held>(
            Map.of("a@x.cn", Map.of("city", "Xi'an"), "b@x.cn", Map.of()),
            Held::email,
            (should, is) -> M1EqualsCrm.fields("", should, is.fields()))
        .takeAll(List.of(contacts))
        .mismatches();
  }

  @Test
  void shouldAllowWhatTheCrmHasInAnyOrder() {
    assertThat(mismatches(B, A)).isEmpty();
  }

  @Test
  void shouldFindOneThatIsMissing() {
    assertThat(mismatches(A))
        .containsExactly(new Mismatch("b@x.cn", List.of("M1 does not have it")));
  }

  @Test
  void shouldFindOneThatStandsThereTwice() {
    assertThat(mismatches(A, B, A))
        .containsExactly(new Mismatch("a@x.cn", List.of("M1 has it more than once")));
  }

  @Test
  void shouldFindOneThatTheCrmDoesNotHave() {
    assertThat(mismatches(A, B, new Held("c@x.cn", Map.of())))
        .containsExactly(new Mismatch("c@x.cn", List.of("M1 has it, the CRM does not")));
  }

  @Test
  void shouldNameTheFieldsThatDifferAndNotTheirValues() {
    assertThat(mismatches(new Held("a@x.cn", Map.of("city", "Wuhan", "qq", "1")), B))
        .containsExactly(new Mismatch("a@x.cn", List.of("city differs", "qq should be empty")));
    assertThat(mismatches(new Held("a@x.cn", Map.of()), B))
        .containsExactly(new Mismatch("a@x.cn", List.of("city is empty")));
  }
}
