package io.m1bridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m1bridge.cli.http.Credential;
import io.m1bridge.cli.http.ExitCode;
import io.m1bridge.cli.http.Failure;
import io.m1bridge.cli.http.ServiceClient;
import io.m1bridge.cli.output.Format;
import io.m1bridge.cli.output.Table;
import io.m1bridge.cli.output.Times;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands share: whom to ask, how to prove who asks, and for whom the output is. */
@Command(
    name = "m1bridge",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows and steers the m1-bridge: what waits, why, and what to do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  m1bridge queue                     how much waits at contact-sync",
      "  m1bridge queue demo                the queue of one account, and why nothing is sent",
      "  m1bridge contact demo c-4711       where a contact is",
      "  m1bridge account contact demo c-4711   what M1 shows for it now",
      "  m1bridge plan demo rows.csv --mapping mapping.yaml   what it would cost to send these rows",
      "  m1bridge dead-letters list demo    what could not be read or carried out, and why",
      "  m1bridge pause demo                no call to M1 begins until it is resumed",
      "  m1bridge approve demo              the deletes that wait for a person",
      "  m1bridge campaigns --output json | jq '.[].rows'",
      "  source <(m1bridge generate-completion)",
      "",
      "Exit codes: 0 done; 1 an answer that is none of the others; 2 wrong usage; 3 not found; 4 not allowed;",
      "5 service not reachable or not ready; 6 refused as things stand."
    })
final class M1Bridge {

  /**
   * Two calls of M1 with their waits, which is how long contact-sync itself waits, and some more.
   */
  private static final int AT_M1_SECONDS = 160;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final Clock clock;
  private final Confirmation confirmation;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--token-service-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Default: M1BRIDGE_TOKEN_SERVICE_URL, else http://127.0.0.1:8081.")
  private @Nullable URI tokenServiceUrl;

  @Option(
      names = "--contact-sync-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Default: M1BRIDGE_CONTACT_SYNC_URL, else http://127.0.0.1:8082.")
  private @Nullable URI contactSyncUrl;

  @Option(
      names = "--edm-event-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Default: M1BRIDGE_EDM_EVENT_URL, else http://127.0.0.1:8083.")
  private @Nullable URI edmEventUrl;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The token of the pages, for contact-sync and edm-event. Default: M1BRIDGE_UI_TOKEN_FILE, else the"
              + " token itself in M1BRIDGE_UI_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--caller-token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "A caller's JWT, for token-service. Default: M1BRIDGE_CALLER_TOKEN_FILE.")
  private @Nullable Path callerTokenFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Format output = Format.TABLE;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      scope = ScopeType.INHERIT,
      defaultValue = "20",
      description = "How long an answer may take (${DEFAULT-VALUE}; of `account` at least 160).")
  private int timeout;

  @Option(
      names = "--allow-insecure",
      scope = ScopeType.INHERIT,
      description = "Send tokens over plain http to other machines, readable for all on the way.")
  private boolean allowInsecure;

  M1Bridge(Map<String, String> environment, Clock clock, Confirmation confirmation) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.confirmation = confirmation;
  }

  ServiceClient tokenService() {
    return client(
        0,
        "token-service",
        tokenServiceUrl,
        "--token-service-url",
        "M1BRIDGE_TOKEN_SERVICE_URL",
        "http://127.0.0.1:8081",
        Credential.ofCaller(callerTokenFile, environment));
  }

  ServiceClient contactSync() {
    return contactSync(0);
  }

  /** The same for what asks M1, which takes longer than what contact-sync knows. */
  ServiceClient atM1() {
    return contactSync(AT_M1_SECONDS);
  }

  private ServiceClient contactSync(int leastSeconds) {
    return client(
        leastSeconds,
        "contact-sync",
        contactSyncUrl,
        "--contact-sync-url",
        "M1BRIDGE_CONTACT_SYNC_URL",
        "http://127.0.0.1:8082",
        Credential.ofPages(tokenFile, environment));
  }

  ServiceClient edmEvent() {
    return client(
        0,
        "edm-event",
        edmEventUrl,
        "--edm-event-url",
        "M1BRIDGE_EDM_EVENT_URL",
        "http://127.0.0.1:8083",
        Credential.ofPages(tokenFile, environment));
  }

  private ServiceClient client(
      int leastSeconds,
      String service,
      @Nullable URI option,
      String name,
      String variable,
      String usual,
      Credential credential) {
    String set = environment.getOrDefault(variable, "").strip();
    boolean bySetting = option == null && !set.isEmpty();
    URI base = option != null ? option : uri(variable, bySetting ? set : usual);
    if (timeout < 1) {
      throw new Failure(ExitCode.USAGE, "--timeout is a number of seconds, at least 1", null);
    }
    return new ServiceClient(
        service,
        base,
        bySetting ? variable : name,
        credential,
        allowInsecure,
        Duration.ofSeconds(Math.max(timeout, leastSeconds)));
  }

  private static URI uri(String variable, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, variable + " is no address", null);
    }
  }

  Confirmation confirmation() {
    return confirmation;
  }

  Times times() {
    return new Times(clock);
  }

  boolean isJson() {
    return output == Format.JSON;
  }

  /** What all replicas told; how many did not is noted. */
  JsonNode noted(ServiceClient.OfAll all) {
    if (all.missing() > 0) {
      boolean one = all.missing() == 1;
      note(
          "The accounts of %d %s are missing, and so are their numbers in the sums: %s not answer."
                  .formatted(
                      all.missing(), one ? "replica" : "replicas", one ? "it does" : "they do")
              + " Nothing is lost: their accounts move to the others, or they come back.");
    }
    return all.answer();
  }

  void print(JsonNode answer) {
    try {
      line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON can be written as such", e);
    }
  }

  void print(Table table) {
    table.lines().forEach(this::line);
  }

  void line(String text) {
    PrintWriter out = spec().commandLine().getOut();
    out.println(text);
    out.flush();
  }

  /** For a person, also where the output is for a program. */
  void note(String text) {
    PrintWriter err = spec().commandLine().getErr();
    err.println(text);
    err.flush();
  }

  private CommandSpec spec() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("made by CommandLines alone");
    }
    return known;
  }
}
