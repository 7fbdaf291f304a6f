package io.m1bridge.simulator.web;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** What the tests here say over HTTP again and again. */
final class Http {
  private Http() {}

  static void reset() {
    given().post("/_sim/reset").then().statusCode(204);
  }

  static void behaviour(String patch) {
    control(patch).patch("/_sim/behaviour").then().statusCode(200);
  }

  static RequestSpecification control(String json) {
    return given().contentType("application/json").body(json);
  }

  /** An access token of the account that is there from the start. */
  static String token() {
    return given().post("/_sim/accounts/demo/tokens/issue").path("accessToken");
  }

  static Response get(String path, Map<String, ?> parameters) {
    return given().queryParams(parameters).get("/v2" + path);
  }

  static Response post(String path, Map<String, ?> parameters) {
    return given()
        .contentType("application/x-www-form-urlencoded; charset=UTF-8")
        .formParams(parameters)
        .post("/v2" + path);
  }
}
