package io.m1bridge.local;

import io.m1bridge.local.options.RunOptions;
import io.m1bridge.local.options.RunOptions.Containers;
import io.m1bridge.local.options.RunOptions.M1Access;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ./run}: reads and checks it, nothing more. */
@Command(
    name = "./run",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Starts Kafka, a stand-in for the M1 cloud and the three services on this machine, connects a "
            + "demo account, sends CRM changes and lets campaigns live. Without --once it lives on "
            + "until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./run                                  a living demo; the addresses of its pages are printed",
      "  ./run --once                           a finite run, checked in the end",
      "  ./run --once --json --changes 1000 --contacts 200 | tail -1",
      "  ./run --input changes.ndjson           my own change events, one JSON object per line",
      "  ./run --mapping my.yaml --input rows.ndjson   records of my topic, by my mapping",
      "  ./run --kafka localhost:9092           my own Kafka",
      "  M1_CLIENT_SECRET=... ./run --client-id ID --m1-api-url URL --m1-auth-url URL   my M1 account",
      "",
      "Exit codes: 0 all right; 1 something is wrong, the output says what; 2 wrong usage."
    })
final class RunCommand implements Callable<Integer> {
  private static final String SECRET_VARIABLE = "M1_CLIENT_SECRET";
  private static final int MOST_NOTES = 4_000;

  private final Map<String, String> environment;
  private final ToIntFunction<RunOptions> run;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "Finite run; exit code 0 only if everything is right.")
  private boolean once;

  @Option(
      names = "--contacts",
      paramLabel = "N",
      defaultValue = "2000",
      description = "With --once: contacts made (default ${DEFAULT-VALUE}).")
  private int contacts;

  @Option(
      names = "--changes",
      paramLabel = "N",
      defaultValue = "10000",
      description = "With --once: changes sent, at least one per contact (${DEFAULT-VALUE}).")
  private int changes;

  @Option(
      names = "--campaigns",
      paramLabel = "N",
      defaultValue = "3",
      description = "With --once: campaigns (${DEFAULT-VALUE}).")
  private int campaigns;

  @Option(
      names = "--recipients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Recipients per campaign (${DEFAULT-VALUE}).")
  private int recipients;

  @Option(
      names = "--campaign-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "With --once: how long campaigns are answered (${DEFAULT-VALUE}).")
  private int campaignSeconds;

  @Option(
      names = "--json",
      description = "With --once: standard output is one JSON object; all else goes to stderr.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the invented changes (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--hostile",
      description =
          "With --once: also records of the kinds that broke others; as many contacts once more.")
  private boolean hostile;

  @Option(
      names = "--notes",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many characters of notes for each invented contact, at most 4,000.")
  private int notes;

  @Option(
      names = "--m1-seed",
      paramLabel = "N",
      description =
          "Draws a simulator that answers oddly, in ways that must not change the outcome.")
  private @Nullable Long m1Seed;

  @Option(
      names = "--m1-settings",
      paramLabel = "FILE",
      description = "Knobs of the simulator as JSON, for an M1 that answers otherwise.")
  private @Nullable Path m1Settings;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "With --once: how long it may take to settle (${DEFAULT-VALUE}).")
  private long timeout;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Change events, newline-delimited JSON, in place of invented ones; - is stdin.")
  private @Nullable String input;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "With --input: its lines are records that this mapping reads.")
  private @Nullable Path mapping;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A running Kafka in place of one of our own.")
  private @Nullable String kafka;

  @Option(
      names = "--m1-api-url",
      paramLabel = "URL",
      description = "A real M1 in place of the simulator, such as http://api.m1world.com/v2.")
  private @Nullable URI m1ApiUrl;

  @Option(
      names = "--m1-auth-url",
      paramLabel = "URL",
      description = "Its OAuth2 address, such as http://auth2.m1world.com.")
  private @Nullable URI m1AuthUrl;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "Its OAuth2 client; the secret stands in M1_CLIENT_SECRET.")
  private @Nullable String clientId;

  @Option(
      names = "--m1-plan",
      paramLabel = "PLAN",
      defaultValue = "gold",
      description = "Its plan, gold or diamond: 2,000 or 4,000 calls an hour (${DEFAULT-VALUE}).")
  private String m1Plan = "gold";

  @Mixin private final ReplicaOptions replicas = new ReplicaOptions();

  @Option(
      names = "--containers",
      paramLabel = "ENGINE",
      description =
          "podman or docker: the images of deploy/images in place of what is built here; needs --kafka.")
  private @Nullable String engine;

  @Option(
      names = "--image-tag",
      paramLabel = "TAG",
      defaultValue = "latest",
      description = "Which images (${DEFAULT-VALUE}).")
  private String imageTag = "latest";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Data and logs; by default a new directory below .run, kept when a run fails.")
  private @Nullable Path directory;

  @Option(names = "--verbose", description = "Show the invented data of contacts that differ.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  RunCommand(Map<String, String> environment, ToIntFunction<RunOptions> run) {
    this.environment = environment;
    this.run = run;
  }

  @Override
  public Integer call() {
    check(contacts >= 1, "--contacts must be at least 1");
    check(changes >= contacts, "--changes must be at least --contacts: each is made by a change");
    check(campaigns >= 0, "--campaigns must not be negative");
    check(recipients >= 1, "--recipients must be at least 1");
    check(campaignSeconds >= 1, "--campaign-seconds must be at least 1");
    check(notes >= 0 && notes <= MOST_NOTES, "--notes runs from 0 to " + MOST_NOTES);
    check(timeout >= 1, "--timeout must be at least 1 second");
    check(replicas.problem().isEmpty(), replicas.problem());
    check(!json || once, "--json needs --once: a run without end has no last line");
    check(!hostile || once, "--hostile needs --once: its truth is known in the end");
    check(!hostile || input == null, "--hostile and --input exclude each other");
    check(mapping == null || input != null, "--mapping needs --input: the records that it reads");
    check(!once || mapping == null, "--mapping and --once exclude each other: it knows no truth");
    check(engine == null || mapping == null, "--mapping and --containers exclude each other");
    check(mapping == null || Files.isReadable(mapping), "There is no file after --mapping");
    check(
        (m1Settings == null && m1Seed == null) || m1ApiUrl == null,
        "--m1-settings and --m1-seed are for the simulator only");
    check(
        engine == null || engine.equals("podman") || engine.equals("docker"),
        "--containers is podman or docker");
    check(
        engine == null || kafka != null,
        "--containers needs --kafka: deploy/images/try starts one from an image");
    check(kafka == null || kafka.matches("[^\\s:,]+:\\d+(,[^\\s:,]+:\\d+)*"), "--kafka HOST:PORT");
    return run.applyAsInt(
        new RunOptions(
            once,
            contacts,
            changes,
            campaigns,
            recipients,
            Duration.ofSeconds(campaignSeconds),
            seed,
            hostile,
            notes,
            m1Seed == null ? OptionalLong.empty() : OptionalLong.of(m1Seed),
            Optional.ofNullable(m1Settings),
            json,
            Optional.ofNullable(input),
            Optional.ofNullable(mapping),
            Optional.ofNullable(kafka),
            m1Access(),
            Optional.ofNullable(engine).map(named -> new Containers(named, imageTag)),
            replicas.replicas(),
            Duration.ofSeconds(timeout),
            Optional.ofNullable(directory),
            verbose));
  }

  private Optional<M1Access> m1Access() {
    if (m1ApiUrl == null && m1AuthUrl == null && clientId == null) {
      return Optional.empty();
    }
    if (m1ApiUrl == null || m1AuthUrl == null || clientId == null) {
      throw wrong("--m1-api-url, --m1-auth-url and --client-id belong together");
    }
    check(m1Plan.equals("gold") || m1Plan.equals("diamond"), "--m1-plan is gold or diamond");
    String secret = environment.get(SECRET_VARIABLE);
    if (secret == null || secret.isBlank()) {
      throw wrong("Set the environment variable " + SECRET_VARIABLE + " to the client's secret");
    }
    return Optional.of(new M1Access(m1ApiUrl, m1AuthUrl, clientId, secret, m1Plan));
  }

  private void check(boolean right, String message) {
    if (!right) {
      throw wrong(message);
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it before it calls");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
