package io.m1bridge.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m1bridge.process.SimulatorProcess;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.process.http.SimulatorControl;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How quickly the simulator takes 1,000 contacts in one {@code add} with 100,000 stored: it must
 * never be the bottleneck.
 */
final class SimulatorAdd implements Benchmark {

  private static final int STORED = 100_000;
  private static final int BATCH = 1_000;
  private static final int CALLS = 50;
  private static final double TARGET_MS = 50;
  private static final String ACCOUNT = "benchmark";

  private final ObjectMapper json = new ObjectMapper();
  private final JsonHttp http = new JsonHttp();

  @Override
  public String name() {
    return "simulator-add";
  }

  @Override
  public String description() {
    return "1,000 contacts in one add with 100,000 stored, through HTTP";
  }

  @Override
  public Report run(Workbench workbench) throws Exception {
    SimulatorProcess simulator = SimulatorProcess.start(workbench.processes());
    String token = prepareAccount(simulator.control());
    URI add = URI.create(simulator.apiUrl() + "/contact/add");
    for (int first = 0; first < STORED; first += BATCH) {
      send(add, form(token, first));
    }
    workbench.say(STORED + " contacts stored");
    double[] fresh = measure(add, token, STORED, BATCH);
    double[] merged = measure(add, token, 0, BATCH);
    return Report.of(name())
        .atMost("medianMs", Statistics.median(fresh), TARGET_MS)
        .figure("p95Ms", Statistics.percentile(fresh, 95))
        .atMost("mergeMedianMs", Statistics.median(merged), TARGET_MS)
        .figure("mergeP95Ms", Statistics.percentile(merged, 95))
        .figure("stored", STORED)
        .figure("residentMiB", simulator.process().residentBytes() / (double) (1 << 20))
        .build();
  }

  private double[] measure(URI add, String token, int first, int step) throws IOException {
    double[] ms = new double[CALLS];
    for (int call = 0; call < CALLS; call++) {
      String body = form(token, first + call * step);
      long began = System.nanoTime();
      send(add, body);
      ms[call] = (System.nanoTime() - began) / 1e6;
    }
    return ms;
  }

  /**
   * Makes an account without limits that would end the measurement, and returns an access token.
   */
  private String prepareAccount(URI control) {
    ObjectNode settings = json.createObjectNode();
    settings.put("clientId", "benchmark-client").put("plan", "diamond").put("callLimit", 1_000_000);
    settings.putArray("secrets").add("benchmark-secret");
    SimulatorControl simulator = new SimulatorControl(control);
    simulator.send("PUT", "/accounts/" + ACCOUNT, settings);
    return simulator
        .send("POST", "/accounts/" + ACCOUNT + "/tokens/issue", "")
        .path("accessToken")
        .asText();
  }

  private void send(URI add, String form) throws IOException {
    if (!http.post(add).form(form).ok().path("success").asBoolean()) {
      throw new IOException("The simulator refused an add of invented contacts");
    }
  }

  private String form(String token, int first) throws IOException {
    ArrayNode contacts = json.createArrayNode();
    for (int number = first; number < first + BATCH; number++) {
      contacts
          .addObject()
          .put("email", "contact" + number + "@example.org")
          .put("fullName", "联系人 " + number)
          .put("companyName", "梅花信息 " + number % 977)
          .put("mobilePhone", "13800" + (100_000 + number % 900_000))
          .put("gender", number % 2 == 0)
          .put("province_zh", "上海");
    }
    Map<String, String> parameters =
        Map.of("token", token, "opType", "2", "contacts", json.writeValueAsString(contacts));
    StringBuilder form = new StringBuilder();
    parameters.forEach(
        (key, value) ->
            form.append(form.isEmpty() ? "" : "&")
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return form.toString();
  }
}
