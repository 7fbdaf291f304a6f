package io.m1bridge.ui.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;

/**
 * A browser on its way to the issuer and back.
 *
 * @param request what the issuer is asked with
 * @param cookieName of the ticket
 * @param cookie the ticket
 */
record Away(Map<String, String> request, String cookieName, String cookie) {

  static Away begin(String next) {
    return of(browser().queryParam("next", next).get("/sign-in/start"));
  }

  static Away of(Response begun) {
    assertThat(begun.statusCode()).isEqualTo(303);
    String[] cookie = begun.header("Set-Cookie").split("[=;]", 3);
    String query = URI.create(begun.header("Location")).getRawQuery();
    return new Away(LocalIssuer.parameters(query), cookie[0], cookie[1]);
  }

  Response comeBack(String code) {
    return browser()
        .cookie(cookieName, cookie)
        .queryParam("code", code)
        .queryParam("state", request.get("state"))
        .get("/sign-in/callback");
  }

  static RequestSpecification browser() {
    return given().redirects().follow(false).accept("text/html,application/xhtml+xml,*/*;q=0.8");
  }

  static RequestSpecification https() {
    return browser().header("X-Forwarded-Proto", "https").header("Host", "m1bridge.example.com");
  }
}
