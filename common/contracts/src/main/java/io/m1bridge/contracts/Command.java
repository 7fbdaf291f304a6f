package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * The value of {@code contact-sync.commands} and {@code edm.commands}; key: the account id. REST
 * writes them, the account's owner obeys.
 *
 * @param by who asked
 * @param arguments by name, as the action needs them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
    String account, Action action, String by, Instant at, Map<String, String> arguments) {

  public static final String TYPE = "m1.command.v1";

  /** The argument of {@link Action#FORGET}: the CRM's key of the contact. */
  public static final String CONTACT = "contact";

  /** The argument of {@link Action#POLL_NOW}: M1's id of the campaign. */
  public static final String CAMPAIGN = "campaign";

  /** The argument of {@link Action#BACKFILL}: campaigns from then on, an ISO 8601 instant. */
  public static final String FROM = "from";

  /** The argument of {@link Action#BACKFILL}: up to then. */
  public static final String TO = "to";

  /** The argument of {@link Action#REPLAY} at edm-event: the id of the dead letter. */
  public static final String LETTER = "letter";

  /** The argument of {@link Action#REPLAY} at edm-event: the row of the letter, personal data. */
  public static final String ROW = "row";

  public Command {
    arguments = arguments == null ? Map.of() : Map.copyOf(arguments);
  }

  /** What the owner is to do. */
  public enum Action {
    @JsonProperty("pause")
    PAUSE,
    @JsonProperty("resume")
    RESUME,
    @JsonProperty("replay")
    REPLAY,
    @JsonProperty("approve")
    APPROVE,
    @JsonProperty("reject")
    REJECT,
    /** Send again what M1 refused. */
    @JsonProperty("retry")
    RETRY,
    /** Look through all that M1 lists now. */
    @JsonProperty("reconcile")
    RECONCILE,
    /** Send again what M1 shows otherwise than it acknowledged. */
    @JsonProperty("repair")
    REPAIR,
    /** Ask M1 for one campaign, {@link #CAMPAIGN}, at once. */
    @JsonProperty("poll-now")
    POLL_NOW,
    /** Read the campaigns of a range, {@link #FROM} to {@link #TO}, whole. */
    @JsonProperty("backfill")
    BACKFILL,
    /** Forget what is believed of the M1 account that was behind the id before. */
    @JsonProperty("reset-incarnation")
    RESET_INCARNATION,
    /** Forget a person: the contact under the CRM's key in the argument {@link #CONTACT}. */
    @JsonProperty("forget")
    FORGET
  }
}
