package io.m1bridge.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code edm.machine-likelihood}; key {@code account/campaign/recipient}, the
 * recipient in canonical form (module {@code address}). Whether machines opened and clicked for a
 * recipient of a campaign. There is no record where nothing ever looked like one.
 *
 * @param verdict whether a person was there: {@link Verdict#HUMAN} also where a machine came first
 * @param reasons why rows are taken for a machine's, in the order of {@link Reason}; empty if none
 *     are
 * @param opens rows of opens that were judged
 * @param clicks rows of clicks that were judged
 * @param machineOpens those of them that are not counted as a person's
 * @param machineClicks those of them that are not counted as a person's
 * @param corrects the verdict that was told before and does not hold any more; null if none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MachineLikelihood(
    String account,
    long campaignId,
    String recipient,
    Verdict verdict,
    List<Reason> reasons,
    long opens,
    long clicks,
    long machineOpens,
    long machineClicks,
    @Nullable Verdict corrects) {

  public static final String TYPE = "m1.edm.machine-likelihood.v1";

  public MachineLikelihood {
    reasons = List.copyOf(reasons);
  }

  /** How likely it was a machine, the least first. Ordinals are kept in stores. */
  public enum Verdict {
    @JsonProperty("human")
    HUMAN,
    @JsonProperty("suspected")
    SUSPECTED,
    @JsonProperty("certain")
    CERTAIN
  }

  /** What machines do. Ordinals are kept in stores: new ones go to the end. */
  public enum Reason {
    /** Several links within seconds from one address. */
    @JsonProperty("all-links")
    ALL_LINKS,
    /** A click, and no open until then. */
    @JsonProperty("click-without-open")
    CLICK_WITHOUT_OPEN,
    /** A click or an open within seconds after the mail was sent. */
    @JsonProperty("at-once")
    AT_ONCE,
    /** The address did such things for many recipients. */
    @JsonProperty("gateway")
    GATEWAY
  }

  /** Names the campaign only: an address is personal data. */
  @Override
  public String toString() {
    return "MachineLikelihood[" + account + "/" + campaignId + ", " + verdict + "]";
  }
}
