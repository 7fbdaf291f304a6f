package io.m1bridge.ui.problem;

import jakarta.ws.rs.core.Response;

/** The problems that HTTP itself has: one sentence each on what to do, whoever threw them. */
final class StatusProblems {

  private StatusProblems() {}

  static Problem forStatus(int status) {
    return switch (status) {
      case 400 ->
          Problem.of(400, "The request is not understood")
              .withAdvice("Check the parameters and the body.");
      case 401 -> Problem.of(401, "Not signed in").withAdvice("Present a valid credential.");
      case 403 ->
          Problem.of(403, "Not allowed").withAdvice("Ask for the right that this call needs.");
      case 404 -> Problem.of(404, "Nothing here").withAdvice("Check the path and the ids in it.");
      case 405 ->
          Problem.of(405, "Method not allowed here")
              .withAdvice("The Allow header names those that are.");
      case 406 ->
          Problem.of(406, "No such representation")
              .withAdvice("Accept application/json, or text/html for pages.");
      case 413 -> oversize();
      case 415 ->
          Problem.of(415, "Wrong content type")
              .withAdvice("Send the content type that the call's documentation names.");
      case 429 ->
          Problem.of(429, "Too many requests").withAdvice("Wait as long as Retry-After says.");
      case 503 ->
          Problem.of(503, "Not available just now")
              .withAdvice("Try again after the time in Retry-After.");
      default -> Problem.of(status, reason(status));
    };
  }

  static Problem oversize() {
    return Problem.of(413, "The body is too large")
        .withAdvice("Send less at once, or raise quarkus.http.limits.max-body-size.");
  }

  private static String reason(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error " + status : known.getReasonPhrase();
  }
}
