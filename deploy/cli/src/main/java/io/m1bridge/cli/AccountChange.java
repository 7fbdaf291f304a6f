package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.cli.http.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what an account has at M1: the service says what would happen, and a person confirms. */
abstract class AccountChange implements Callable<Integer> {

  private final M1Bridge root;
  private final String action;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account.")
  private String account = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "What it is called at M1.")
  private String name = "";

  @Option(names = "--dry-run", description = "Only say what would happen.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before.")
  private boolean yes;

  AccountChange(M1Bridge root, String action) {
    this.root = root;
    this.action = action;
  }

  /** What else is asked for. */
  void addTo(Map<String, Object> body) {}

  @Override
  public Integer call() {
    Map<String, Object> body = new HashMap<>(Map.of("action", action, "name", name));
    addTo(body);
    JsonNode told = root.atM1().post(body, "v1", "accounts", account, "m1", "changes");
    if (dryRun) {
      show(told, warning(told));
      return ExitCode.OK.code();
    }
    if (!yes && !root.confirmation().isGiven(warning(told))) {
      root.note("Nothing was done.");
      return ExitCode.OK.code();
    }
    JsonNode done =
        root.atM1()
            .post(
                Map.of(),
                "v1",
                "accounts",
                account,
                "m1",
                "changes",
                told.path("confirmation").asText());
    int calls = told.path("calls").asInt() + done.path("calls").asInt();
    show(done, "Done: " + done.path("says").asText() + ". Calls of the hour taken: " + calls);
    return ExitCode.OK.code();
  }

  private void show(JsonNode answer, String words) {
    if (root.isJson()) {
      root.print(answer);
    } else {
      root.line(words);
    }
  }

  private static String warning(JsonNode told) {
    List<String> sentences = new ArrayList<>(List.of(told.path("says").asText()));
    if (told.has("contacts")) {
      sentences.add(
          "Contacts concerned"
              + (told.path("atLeast").asBoolean() ? ", at least: " : ": ")
              + told.path("contacts").asText());
    }
    told.path("warnings").forEach(warning -> sentences.add(warning.asText()));
    return String.join(". ", sentences) + ".";
  }

  /** A group is made. */
  @Command(name = "add-group", description = "Makes a group, empty.")
  static final class AddGroup extends AccountChange {
    AddGroup(M1Bridge root) {
      super(root, "add-group");
    }
  }

  /** A tag is made. */
  @Command(name = "add-tag", description = "Makes a tag; only people at M1 put it on contacts.")
  static final class AddTag extends AccountChange {
    AddTag(M1Bridge root) {
      super(root, "add-tag");
    }
  }

  /** Of what may be there several times, and may be in use. */
  abstract static class OfOne extends AccountChange {
    @Option(names = "--id", paramLabel = "ID", description = "Which of several of that name.")
    private @Nullable Long id;

    @Option(names = "--force", description = "Also what this deployment uses.")
    private boolean force;

    OfOne(M1Bridge root, String action) {
      super(root, action);
    }

    @Override
    void addTo(Map<String, Object> body) {
      body.put("force", force);
      if (id != null) {
        body.put("id", id);
      }
    }
  }

  /** A group goes. */
  @Command(name = "delete-group", description = "Deletes a group; M1 cannot undo it.")
  static final class DeleteGroup extends OfOne {
    @Option(names = "--with-contacts", description = "Deletes its contacts in M1 too.")
    private boolean withContacts;

    DeleteGroup(M1Bridge root) {
      super(root, "delete-group");
    }

    @Override
    void addTo(Map<String, Object> body) {
      super.addTo(body);
      body.put("withContacts", withContacts);
    }
  }

  /** A custom property goes. */
  @Command(
      name = "delete-property",
      description =
          "Deletes a custom property, with its values in all contacts; M1 cannot undo it.")
  static final class DeleteProperty extends OfOne {
    DeleteProperty(M1Bridge root) {
      super(root, "delete-property");
    }
  }

  /** A custom property is made. */
  @Command(name = "add-property", description = "Makes a custom property: a text, or a drop-down.")
  static final class AddProperty extends AccountChange {
    @Option(names = "--description", paramLabel = "TEXT", description = "Default: its name.")
    private @Nullable String description;

    @Option(
        names = "--option",
        paramLabel = "TEXT",
        description = "An option, which makes it a drop-down; several times.")
    private List<String> options = new ArrayList<>();

    AddProperty(M1Bridge root) {
      super(root, "add-property");
    }

    @Override
    void addTo(Map<String, Object> body) {
      body.put("options", options);
      if (description != null) {
        body.put("description", description);
      }
    }
  }

  /** A custom property is called or described otherwise. */
  @Command(name = "edit-property", description = "Renames a custom property, or describes it anew.")
  static final class EditProperty extends OfOne {
    @Option(names = "--to", paramLabel = "NAME", description = "Its new name.")
    private @Nullable String to;

    @Option(names = "--description", paramLabel = "TEXT", description = "Its new description.")
    private @Nullable String description;

    @Option(
        names = "--option",
        paramLabel = "TEXT",
        description = "An option of a drop-down; all of them, for M1 does not list them.")
    private List<String> options = new ArrayList<>();

    EditProperty(M1Bridge root) {
      super(root, "edit-property");
    }

    @Override
    void addTo(Map<String, Object> body) {
      super.addTo(body);
      body.put("options", options);
      if (to != null) {
        body.put("to", to);
      }
      if (description != null) {
        body.put("description", description);
      }
    }
  }
}
