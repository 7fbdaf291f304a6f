package io.m1bridge.testkit.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A registry in memory that speaks as Confluent's does, and a token endpoint for it. It knows what
 * a test tells it.
 */
public final class TestSchemaRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEAD = 5;
  private static final String IDS = "/schemas/ids/";
  private static final String SUBJECTS = "/subjects/";
  private static final String VERSION = "/versions/1";

  private final HttpServer server;
  private final Map<Integer, ObjectNode> schemas = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> subjects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int failure;
  private volatile @Nullable String authorization;
  private volatile String token = "";

  /** On any free port. */
  public TestSchemaRegistry() throws IOException {
    this(0);
  }

  /**
   * @param port 0 for any
   */
  public TestSchemaRegistry(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::registry);
    server.createContext("/token", this::tokenEndpoint);
    server.start();
  }

  /** For {@code m1bridge.contact-sync.schema-registry.url}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Its token endpoint. */
  public URI tokenUrl() {
    return url().resolve("/token");
  }

  /** Takes an Avro schema and gives it an id; the same one for the same schema. */
  public int register(String schema) {
    return register(JSON.createObjectNode().put("schema", schema));
  }

  /**
   * Takes whatever {@code GET /schemas/ids/{id}} is to answer: {@code schema}, {@code schemaType},
   * {@code references}.
   */
  public int register(ObjectNode answer) {
    for (Map.Entry<Integer, ObjectNode> known : schemas.entrySet()) {
      if (known.getValue().equals(answer)) {
        return known.getKey();
      }
    }
    int id = schemas.size() + 1;
    schemas.put(id, answer);
    return id;
  }

  /**
   * Takes a schema that refers to one that {@link #subject} took.
   *
   * @param name of the type that it refers to, which is the name of the subject, too
   */
  public int registerReferring(String schema, String name) {
    ObjectNode answer = JSON.createObjectNode().put("schema", schema);
    ArrayNode references = answer.putArray("references");
    references.addObject().put("name", name).put("subject", name).put("version", 1);
    return register(answer);
  }

  /** Takes version 1 of a subject. */
  public void subject(String name, String schema) {
    subjects.put(name, JSON.createObjectNode().put("schema", schema));
  }

  /**
   * Answers with this status from now on.
   *
   * @param status 0: as it should
   */
  public void failWith(int status) {
    failure = status;
  }

  /**
   * Only who says this is answered.
   *
   * @param header the value of {@code Authorization}; null: everybody
   */
  public void require(@Nullable String header) {
    authorization = header;
  }

  /** Only who has this token is answered; the token endpoint gives it out. */
  public void requireToken(String given) {
    token = given;
    authorization = "Bearer " + given;
  }

  /** What was asked so far: method and path. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** A record's key or value as Confluent's serializers write it. */
  public static byte[] framed(int id, byte[] avro) {
    return ByteBuffer.allocate(HEAD + avro.length).put((byte) 0).putInt(id).put(avro).array();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void registry(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    String said = exchange.getRequestHeaders().getFirst("Authorization");
    if (failure != 0) {
      answer(exchange, failure, JSON.createObjectNode());
    } else if (authorization != null && !authorization.equals(said)) {
      answer(exchange, 401, error(40101));
    } else if (path.startsWith(IDS)) {
      found(exchange, schemas.get(Integer.parseUnsignedInt(path.substring(IDS.length()))));
    } else if (path.startsWith(SUBJECTS) && path.endsWith(VERSION)) {
      found(
          exchange,
          subjects.get(path.substring(SUBJECTS.length(), path.length() - VERSION.length())));
    } else {
      answer(exchange, 404, JSON.createObjectNode());
    }
  }

  private static void found(HttpExchange exchange, @Nullable ObjectNode schema) throws IOException {
    if (schema == null) {
      answer(exchange, 404, error(40403));
    } else {
      answer(exchange, 200, schema);
    }
  }

  private void tokenEndpoint(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " /token");
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean good =
        form.startsWith("grant_type=client_credentials")
            && String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Basic ");
    answer(
        exchange,
        good ? 200 : 400,
        good
            ? JSON.createObjectNode().put("access_token", token).put("expires_in", 600)
            : JSON.createObjectNode().put("error", "invalid_request"));
  }

  private static ObjectNode error(int code) {
    return JSON.createObjectNode().put("error_code", code).put("message", "as Confluent's says");
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode body)
      throws IOException {
    try (exchange) {
      byte[] bytes = JSON.writeValueAsBytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
