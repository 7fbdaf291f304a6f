package io.m1bridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a person may ask of contact-sync for an account. */
enum Steering {
  PAUSE("pause", "No call to M1 begins until resume. Changes are taken and wait."),

  RESUME("resume", "Calls to M1 begin again, with all that was taken meanwhile."),

  APPROVE("approve", "Carries out in M1 the deletes that wait for a person.") {
    @Override
    Optional<String> warning(String account, JsonNode queue) {
      return Optional.of(
          held(queue)
              + " contacts of "
              + account
              + " are deleted in M1, and those that are to be deleted until this arrives. M1 cannot undo it.");
    }
  },

  REJECT("reject", "Keeps in M1 the contacts whose deletes wait for a person.") {
    @Override
    Optional<String> warning(String account, JsonNode queue) {
      return Optional.of(
          held(queue)
              + " contacts of "
              + account
              + " stay in M1. Each delete becomes a dead letter (delete-rejected) and is not tried again.");
    }
  },

  RETRY("retry", "Sends again what M1 refused, once its cause was mended.") {
    @Override
    Optional<String> warning(String account, JsonNode queue) {
      return Optional.of(
          "What M1 refused among the "
              + queue.path("undelivered").asText("0")
              + " undelivered contacts of "
              + account
              + " is sent again. A batch that is refused again costs calls.");
    }
  },

  RECONCILE(
      "reconcile",
      "Looks through all that M1 lists now, and compares it with what it acknowledged."),

  REPAIR("repair", "Sends again what M1 shows otherwise than it acknowledged.") {
    @Override
    Optional<String> warning(String account, JsonNode queue) {
      return Optional.of(
          "What M1 shows otherwise among the "
              + queue.path("undelivered").asText("0")
              + " undelivered contacts of "
              + account
              + " is written again, over whatever somebody typed into M1; what is missing is added.");
    }
  },

  RESET_INCARNATION(
      "reset-incarnation",
      "Forgets what is believed of the M1 account that was behind the id before.") {
    @Override
    Optional<String> warning(String account, JsonNode queue) {
      return Optional.of(
          "What is believed of the M1 account before is forgotten, and every contact of "
              + account
              + " that the CRM wants is added to the new one.");
    }
  };

  private final String action;
  private final String description;

  Steering(String action, String description) {
    this.action = action;
    this.description = description;
  }

  /** By the name that REST and the command line have. */
  String action() {
    return action;
  }

  String description() {
    return description;
  }

  /**
   * What will happen, where a person should know before; empty where it is easily undone.
   *
   * @param queue of the account as contact-sync tells it now
   */
  Optional<String> warning(String account, JsonNode queue) {
    return Optional.empty();
  }

  boolean needsConfirmation() {
    return this != PAUSE && this != RESUME;
  }

  private static String held(JsonNode queue) {
    return queue.path("heldDeletes").asText("0");
  }
}
