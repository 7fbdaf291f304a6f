package io.m1bridge.ui.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagesTest {

  private static final String AUTHORIZATION = "token test-token-test-token-test-token-test";

  @Test
  void shouldMarkActiveServiceAndLinkTheOthers() {
    String html = page("/");

    assertThat(html).contains("<a href=\"/\" aria-current=\"page\">Contact sync</a>");
    assertThat(html)
        .contains(
            "<a href=\"http://localhost:8081/\">Accounts</a>",
            "<a href=\"http://localhost:8083/\">Engagement</a>");
    assertThat(html).contains("m1-bridge 1.2.3");
  }

  @Test
  void shouldShowValuesAndSayWhatIsUnknown() {
    assertThat(page("/"))
        .contains("10,000", "华东大区", "<span class=\"badge ok\">Applied</span>", "<dd>–</dd>");
  }

  @Test
  void shouldTellNothingDoneFromAnUnknownEnd() {
    assertThat(page("/"))
        .contains(
            "<progress value=\"0\" max=\"980\" aria-label=\"Not begun\">",
            "<progress aria-label=\"Taking over account west\">");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sign-in", "/nothing-here", "/v1/breaks"})
  void shouldSendSecurityHeadersWithEveryPage(String path) {
    given()
        .accept("text/html")
        .header("Authorization", AUTHORIZATION)
        .get(path)
        .then()
        .contentType(containsString("text/html"))
        .header(
            "Content-Security-Policy",
            equalTo(
                "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://auth2.m1world.com"))
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sign-in", "/nothing-here"})
  void shouldNotNeedWhatThePolicyForbids(String path) {
    String html = page(path);

    assertThat(html).doesNotContainPattern("(?i)\\sstyle=").doesNotContainPattern("(?i)<style");
    assertThat(html)
        .doesNotContainPattern("(?i)\\son\\w+=")
        .doesNotContainPattern("(?i)<script(?![^>]* src=)");
  }

  @Test
  void shouldServeEveryAssetThatPagesName() {
    long found =
        Pattern.compile("(?:src|href)=\"(/m1bridge-ui/[^\"]+)\"")
            .matcher(page("/"))
            .results()
            .map((MatchResult match) -> match.group(1))
            .distinct()
            .peek(
                asset ->
                    given()
                        .get(asset)
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", containsString("max-age")))
            .count();
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  private static String page(String path) {
    Response answer = given().accept("text/html").header("Authorization", AUTHORIZATION).get(path);
    return answer.asString();
  }
}
