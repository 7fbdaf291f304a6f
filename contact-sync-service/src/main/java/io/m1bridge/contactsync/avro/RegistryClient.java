package io.m1bridge.contactsync.avro;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Asks a registry, as Confluent's REST has it. Only what the registry itself says of an id is
 * believed: a 404 of a wrong address or of a proxy says nothing of it.
 */
final class RegistryClient {

  /** Confluent's codes for no such subject, version and schema; others mix them up. */
  private static final Set<Integer> NOT_FOUND = Set.of(40401, 40402, 40403);

  private static final String TYPE = "application/vnd.schemaregistry.v1+json, application/json";

  /** Schemas that refer to others, which refer to others. */
  private static final int MAX_REFERENCES = 100;

  private final HttpClient http;
  private final URI url;
  private final Map<String, String> headers;
  private final SignIn signIn;
  private final Duration timeout;

  /**
   * @param url up to what stands before {@code /schemas}
   * @param headers of each request
   * @param timeout of one request
   */
  RegistryClient(
      HttpClient http, URI url, Map<String, String> headers, SignIn signIn, Duration timeout) {
    this.http = http;
    this.url = url;
    this.headers = Map.copyOf(headers);
    this.signIn = signIn;
    this.timeout = timeout;
  }

  /**
   * What an id stands for.
   *
   * @throws NoAnswer if the registry does not say
   */
  Found schema(int id) throws NoAnswer, InterruptedException {
    if (id < 0) {
      // No registry gives such an id, and what it answers to the question does not say so.
      return new Found.Unknown();
    }
    JsonAnswer answer = get("/schemas/ids/" + id);
    if (isNotFound(answer)) {
      return new Found.Unknown();
    }
    JsonNode body = good(answer);
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      return new Found.Unusable("its schema is not Avro: send Avro or JSON");
    }
    try {
      Schema.Parser parser = new Schema.Parser();
      references(body, parser, 0);
      return new Found.Usable(parser.parse(body.path("schema").asText()));
    } catch (AvroRuntimeException | StackOverflowError e) {
      return new Found.Unusable("its schema cannot be read: correct it in the schema registry");
    }
  }

  /** Types that stand in schemas of their own; each before the one that names it. */
  private int references(JsonNode body, Schema.Parser parser, int before)
      throws NoAnswer, InterruptedException {
    int count = before;
    for (JsonNode reference : body.path("references")) {
      if (++count > MAX_REFERENCES) {
        throw new AvroRuntimeException("Too many references");
      }
      if (!parser.getTypes().containsKey(reference.path("name").asText())) {
        JsonAnswer answer =
            get(
                "/subjects/"
                    + URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                    + "/versions/"
                    + reference.path("version").asInt());
        if (isNotFound(answer)) {
          throw new AvroRuntimeException("A schema that it refers to was deleted");
        }
        JsonNode other = good(answer);
        count = references(other, parser, count);
        parser.parse(other.path("schema").asText());
      }
    }
    return count;
  }

  private static boolean isNotFound(JsonAnswer answer) {
    return answer.status() == 404 && NOT_FOUND.contains(answer.body().path("error_code").asInt());
  }

  private static JsonNode good(JsonAnswer answer) throws NoAnswer {
    if (answer.status() == 200 && answer.body().path("schema").isTextual()) {
      return answer.body();
    }
    throw new NoAnswer(
        switch (answer.status()) {
          case 200, 404 -> "what answers is no schema registry (status " + answer.status() + ")";
          case 401, 403 -> "the schema registry refuses us (status " + answer.status() + ")";
          default -> "the schema registry answers with status " + answer.status();
        });
  }

  private JsonAnswer get(String path) throws NoAnswer, InterruptedException {
    JsonAnswer answer = once(path);
    if (answer.status() != 401) {
      return answer;
    }
    signIn.refused();
    return once(path);
  }

  private JsonAnswer once(String path) throws NoAnswer, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + path))
            .timeout(timeout)
            .header("Accept", TYPE);
    headers.forEach(request::header);
    signIn.to(request);
    return JsonAnswer.to(request.build(), http, "the schema registry");
  }
}
