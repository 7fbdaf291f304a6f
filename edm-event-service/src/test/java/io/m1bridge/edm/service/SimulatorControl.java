package io.m1bridge.edm.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.contracts.RowFingerprint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The simulator's control API, as far as these tests need it. */
final class SimulatorControl {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String account;

  SimulatorControl(URI control, String account) {
    this.base = control.toString();
    this.account = account;
  }

  JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + " answered " + answer.statusCode());
    }
    return answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  JsonNode ofAccount(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, "/accounts/" + account + path, body);
  }

  /** The ids of all rows that exist, derived from M1's own fields. */
  Set<String> truth() throws IOException, InterruptedException {
    Map<RowFingerprint, Integer> counts = new HashMap<>();
    Set<String> ids = new TreeSet<>();
    for (JsonNode row : ofAccount("GET", "/engagement", "")) {
      RowFingerprint fingerprint =
          EngagementIds.fingerprint(
              account,
              row.path("task_id").asLong(),
              new EngagementIds.Row(
                  row.path("dmdtype").asText(),
                  row.path("email").asText(),
                  row.path("eventdate").asText(),
                  row.path("ip").asText(),
                  row.path("software").asText(),
                  row.path("clientOs").asText(),
                  row.path("clickurl").asText(),
                  row.path("clickname").asText(),
                  row.path("mailing_id").asText()));
      ids.add(EngagementIds.id(fingerprint, counts.merge(fingerprint, 1, Integer::sum)));
    }
    return ids;
  }
}
