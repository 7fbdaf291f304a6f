package io.m1bridge.benchmarks.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;

/** A library in a process of its own, all callers in it as threads: the easiest case for it. */
final class LibraryContender implements Contender {

  private final String name;
  private final URI round;
  private final SimulatedAccount account;
  private final JsonHttp http = new JsonHttp();
  private String refreshToken = "";

  /**
   * @param round takes {@code callers}, with a refresh token as its body
   */
  LibraryContender(String name, URI round, SimulatedAccount account) {
    this.name = name;
    this.round = round;
    this.account = account;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    refreshToken = account.issue().refreshToken();
  }

  @Override
  public int contend(int callers) throws IOException, InterruptedException {
    String query = round.getQuery() == null ? "?" : "?" + round.getQuery() + "&";
    JsonHttp.Answer answer =
        http.send(
            HttpRequest.newBuilder(round.resolve(round.getPath() + query + "callers=" + callers))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(refreshToken)));
    if (answer.status() != 200) {
      throw new IOException(name + " answered a round with " + answer.status());
    }
    JsonNode held = answer.body().path("refreshToken");
    refreshToken = held.isTextual() ? held.asText() : "";
    return answer.body().path("served").asInt();
  }

  @Override
  public boolean canRefresh() throws IOException, InterruptedException {
    return !refreshToken.isEmpty() && account.refreshes(refreshToken);
  }
}
