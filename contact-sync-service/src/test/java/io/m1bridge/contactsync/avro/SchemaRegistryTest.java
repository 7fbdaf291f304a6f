package io.m1bridge.contactsync.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.contactsync.task.TestSettings;
import io.m1bridge.m1.Backoff;
import io.m1bridge.testkit.registry.TestSchemaRegistry;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryTest {

  private static final String TEXT = "\"string\"";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

  @TempDir Path directory;
  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private TestSchemaRegistry registry;
  private SchemaRegistry schemas;

  @BeforeEach
  void start() throws IOException {
    registry = new TestSchemaRegistry();
    schemas = schemas(Map.of());
  }

  @AfterEach
  void stop() {
    schemas.close();
    registry.close();
  }

  @Test
  void shouldAskForASchemaOnce() {
    int id = registry.register(TEXT);

    for (int i = 0; i < 5; i++) {
      assertThat(schemas.get(id)).isEqualTo(new Found.Usable(Schema.create(Schema.Type.STRING)));
    }
    assertThat(schemas.isSettled(id)).isTrue();
    assertThat(registry.requests()).containsExactly("GET /schemas/ids/" + id);
  }

  @Test
  void shouldAskUntilTheRegistryAnswers() {
    int id = registry.register(TEXT);
    registry.failWith(503);

    assertThat(schemas.isSettled(id)).isFalse();
    await().atMost(PATIENCE).until(() -> registry.requests().size() > 2);
    assertThat(schemas.isSettled(id)).isFalse();
    assertThat(schemas.problem().orElseThrow())
        .contains("503")
        .contains("m1bridge.contact-sync.schema-registry.url");

    registry.failWith(0);
    assertThat(schemas.get(id)).isInstanceOf(Found.Usable.class);
    await().atMost(PATIENCE).until(() -> schemas.problem().isEmpty());
  }

  @Test
  void shouldNotTakeAnyAnswerForTheRegistrys() {
    int id = registry.register(TEXT);
    for (int status : new int[] {200, 302, 401, 403, 404, 429, 500}) {
      registry.failWith(status);
      assertThatThrownBy(() -> client(Map.of()).schema(id))
          .as("status %d without the registry's code", status)
          .isInstanceOf(NoAnswer.class)
          .hasMessageContaining("status " + status);
    }
  }

  @Test
  void shouldGiveUpForNowWhereNobodyListens() {
    registry.close();
    int id = 1;
    SchemaRegistry hasty =
        new SchemaRegistry(client(Map.of())::schema, QUICK, Duration.ofMillis(50), clock);

    assertThatThrownBy(() -> hasty.get(id))
        .isInstanceOf(SchemaPending.class)
        .hasMessageContaining("m1bridge.contact-sync.schema-registry.url");
    await().atMost(PATIENCE).until(() -> hasty.problem().isPresent());
    assertThat(hasty.problem().orElseThrow()).contains("cannot be reached");
    hasty.close();
  }

  @Test
  void shouldForgetWhatNobodyWaitsForAnyMore() {
    registry.failWith(500);
    schemas.isSettled(7);
    await().atMost(PATIENCE).until(() -> schemas.problem().isPresent());

    clock.advance(Duration.ofMinutes(2));

    await().atMost(PATIENCE).until(() -> schemas.problem().isEmpty());
  }

  @Test
  void shouldAskAgainForAnIdThatWasUnknown() {
    assertThat(schemas.get(1)).isEqualTo(new Found.Unknown());
    int id = registry.register(TEXT);

    assertThat(schemas.get(id)).as("not at once").isEqualTo(new Found.Unknown());
    clock.advance(Duration.ofMinutes(2));
    assertThat(schemas.get(id)).isInstanceOf(Found.Usable.class);
  }

  @Test
  void shouldTellWhatIsNoAvro() {
    ObjectMapper json = new ObjectMapper();
    int other =
        registry.register(
            json.createObjectNode().put("schemaType", "PROTOBUF").put("schema", "syntax = …"));
    int broken = registry.register("{\"type\": \"recrd\"}");

    assertThat(schemas.get(other)).isInstanceOf(Found.Unusable.class);
    assertThat(schemas.get(broken)).isInstanceOf(Found.Unusable.class);
  }

  @Test
  void shouldReadSchemasThatReferToOthers() {
    registry.subject(
        "crm.Town", "{\"type\":\"record\",\"name\":\"Town\",\"namespace\":\"crm\",\"fields\":[]}");
    int id =
        registry.registerReferring(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"t\",\"type\":\"crm.Town\"}]}",
            "crm.Town");

    assertThat(((Found.Usable) schemas.get(id)).schema().getField("t").schema().getFullName())
        .isEqualTo("crm.Town");
  }

  @Test
  void shouldSignInByBasic() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), "a-password\n");
    int id = registry.register(TEXT);
    registry.require(
        "Basic "
            + Base64.getEncoder().encodeToString("us:a-password".getBytes(StandardCharsets.UTF_8)));

    assertThat(
            client(Map.of("basic.user", "us", "basic.password-file", password.toString()))
                .schema(id))
        .isInstanceOf(Found.Usable.class);
    assertThatThrownBy(() -> client(Map.of("basic.user", "us", "basic.password", "no")).schema(id))
        .hasMessageContaining("401");
    Files.delete(password);
    assertThatThrownBy(
            () ->
                client(Map.of("basic.user", "us", "basic.password-file", password.toString()))
                    .schema(id))
        .hasMessageContaining("basic.password-file cannot be read");
  }

  @Test
  void shouldSignInByOauthAndFetchATokenOnlyWhenItNeedsOne() throws Exception {
    int id = registry.register(TEXT);
    registry.requireToken("first");
    RegistryClient client = client(oauth());

    client.schema(id);
    client.schema(id);
    assertThat(tokensAsked()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(580));
    client.schema(id);
    assertThat(tokensAsked()).as("before the first one ends").isEqualTo(2);
    registry.requireToken("second");
    client.schema(id);
    assertThat(tokensAsked()).as("when it is refused").isEqualTo(3);
  }

  @Test
  void shouldSendFurtherHeaders() throws Exception {
    int id = registry.register(TEXT);
    registry.require("as the setting says");

    assertThat(client(Map.of("headers.\"Authorization\"", "as the setting says")).schema(id))
        .isInstanceOf(Found.Usable.class);
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    assertWrong(Map.of("url", "registry:8081"), "schema-registry.url");
    assertWrong(
        Map.of("basic.user", "us", "oauth.token-url", "https://sso.example.com/token"),
        "basic.user or m1bridge.contact-sync.schema-registry.oauth.token-url");
    assertWrong(Map.of("basic.user", "us"), "basic.password");
    assertWrong(Map.of("oauth.token-url", "sso:443/token"), "oauth.token-url");
    assertWrong(Map.of("headers.Host", "other"), "schema-registry.headers.\"Host\"");
    assertWrong(
        Map.of("basic.user", "us", "basic.password", "a", "basic.password-file", "/f"),
        "basic.password");
    assertWrong(Map.of("oauth.token-url", "https://sso.example.com/token"), "oauth.client-id");
    assertWrong(
        Map.of("oauth.token-url", "https://sso.example.com/token", "oauth.client-id", "us"),
        "oauth.client-secret");
    assertThat(
            SchemaRegistry.of(config(Collections.singletonMap("timeout", "1s")), clock).problem())
        .as("without an address there is none")
        .isEmpty();
  }

  @Test
  void shouldWarnOfPlainHttpWhereItSignsIn() {
    Map<String, String> basic =
        Map.of("url", "http://registry:8081", "basic.user", "us", "basic.password", "a");
    Map<String, String> none = Map.of("url", "http://registry:8081");

    assertThat(new PlainHttpToSchemaRegistry(config(basic)).findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.property())
                    .isEqualTo("m1bridge.contact-sync.schema-registry.url"));
    assertThat(new PlainHttpToSchemaRegistry(config(none)).findings()).isEmpty();
  }

  private void assertWrong(Map<String, String> settings, String named) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("url", "https://registry.example.com");
    assertThatThrownBy(() -> SchemaRegistry.of(config(all), clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  private long tokensAsked() {
    return registry.requests().stream().filter("POST /token"::equals).count();
  }

  private Map<String, String> oauth() {
    return Map.of(
        "oauth.token-url", registry.tokenUrl().toString(),
        "oauth.client-id", "us",
        "oauth.client-secret", "a-secret",
        "oauth.scope", "registry");
  }

  private SchemaRegistry schemas(Map<String, String> settings) {
    return new SchemaRegistry(client(settings)::schema, QUICK, PATIENCE, clock);
  }

  private RegistryClient client(Map<String, String> settings) {
    SchemaRegistryConfig config = config(settings);
    HttpClient http = HttpClient.newHttpClient();
    return new RegistryClient(
        http, registry.url(), config.headers(), SignIn.of(config, http, clock), config.timeout());
  }

  private static SchemaRegistryConfig config(Map<String, String> settings) {
    Map<String, String> full = new HashMap<>();
    settings.forEach((name, value) -> full.put("schema-registry." + name, value));
    return TestSettings.of(SchemaRegistryConfig.class, full);
  }
}
