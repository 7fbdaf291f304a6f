package io.m1bridge.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Measures {@code contact/add} over HTTP: fills the demo account up to a number of contacts, then
 * adds and merges batches of 1,000. Needs nothing but the JDK, so it runs from its source:
 *
 * <pre>java AddBenchmark.java http://127.0.0.1:8090 [contacts] [calls]</pre>
 */
public final class AddBenchmark {
  private static final int BATCH = 1_000;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String token;

  private AddBenchmark(String base) throws IOException, InterruptedException {
    this.base = base;
    send("PATCH", "/_sim/behaviour", "application/json", "{}");
    send(
        "PUT",
        "/_sim/accounts/demo",
        "application/json",
        "{\"clientId\":\"demo-client\",\"secrets\":[\"demo-secret\"],\"callLimit\":1000000}");
    String tokens = send("POST", "/_sim/accounts/demo/tokens/issue", "application/json", "");
    this.token = tokens.replaceAll(".*\"accessToken\":\"([^\"]*)\".*", "$1");
  }

  private String send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("HTTP " + answer.statusCode() + " for " + path);
    }
    return answer.body();
  }

  private static String body(String token, int first) {
    StringBuilder rows = new StringBuilder("[");
    for (int i = first; i < first + BATCH; i++) {
      rows.append(i == first ? "" : ",")
          .append("{\"fullName\":\"测试名称")
          .append(i)
          .append("\",\"gender\":true,\"birthday\":1443628800000,\"companyName\":\"梅花信息有限公司\"")
          .append(",\"jobTitle\":\"开发工程师\",\"email\":\"contact")
          .append(i)
          .append("@meihua.info\",\"workPhone\":\"021-51602866\",\"mobilePhone\":\"138")
          .append(10000000 + i)
          .append("\",\"province_zh\":\"上海\",\"city_zh\":\"上海\",\"address\":\"浦东新区世纪大道100号\"")
          .append(",\"weixin\":\"wx")
          .append(i)
          .append("\",\"notes\":\"来自CRM\"}");
    }
    rows.append("]");
    return "opType=2&groupName=benchmark&token="
        + token
        + "&contacts="
        + URLEncoder.encode(rows.toString(), StandardCharsets.UTF_8);
  }

  private double add(String body) throws IOException, InterruptedException {
    long start = System.nanoTime();
    String answer = send("POST", "/v2/contact/add", "application/x-www-form-urlencoded", body);
    if (!answer.contains("\"success\":true")) {
      throw new IllegalStateException("refused: " + answer);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "%-28s median %.1f ms, 95th %.1f ms, worst %.1f ms%n",
        what,
        millis[millis.length / 2],
        millis[(int) (millis.length * 0.95)],
        millis[millis.length - 1]);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    AddBenchmark benchmark = new AddBenchmark(arguments[0]);
    int contacts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
    int calls = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    double[] filling = new double[contacts / BATCH];
    for (int i = 0; i < filling.length; i++) {
      filling[i] = benchmark.add(body(benchmark.token, i * BATCH));
    }
    print("filling from empty", filling);
    System.out.printf("form of one batch: %,d bytes%n", body(benchmark.token, 0).length());
    double[] merging = new double[calls];
    double[] adding = new double[calls];
    for (int i = 0; i < calls; i++) {
      merging[i] = benchmark.add(body(benchmark.token, i * 37 % filling.length * BATCH));
      adding[i] = benchmark.add(body(benchmark.token, contacts + i * BATCH));
    }
    print("merging 1,000 known", merging);
    print("adding 1,000 new", adding);
  }
}
