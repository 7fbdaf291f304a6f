package io.m1bridge.local.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.m1bridge.contracts.ContractJson;

/**
 * The figures of a finite run; with {@code --json} the last line of the output.
 *
 * @param contacts contacts that M1 has to show in the end
 * @param changes changes produced, invalid ones included
 * @param calls contact calls that M1 answered; its EDM calls are not in it
 * @param notCompared true where nothing tells what M1 holds, as a real one: {@code calls} and what
 *     begins with {@code engagement}, {@code mismatches} and {@code overLimit} say nothing then;
 *     not in the JSON otherwise
 * @param mismatches contacts that are not as the CRM says
 * @param unsettled changes without exactly one end
 * @param deadLetters invalid changes that became dead letters
 * @param engagementRows rows that exist at M1
 * @param engagementLost rows that were not published
 * @param engagementDuplicated events published too often
 * @param tablesWrong campaigns and recipients of which the derived tables tell something else than
 *     the events; not in the JSON if there are none
 * @param outOfOrder changes that were carried out after a later one of their contact; not in the
 *     JSON if there are none
 * @param overLimit calls above M1's limit per hour
 * @param restarts processes that ended by themselves or were killed, and were started again; not in
 *     the JSON if there were none
 * @param seconds from the start of the first process to the last check
 */
@JsonPropertyOrder({
  "contacts",
  "changes",
  "calls",
  "notCompared",
  "mismatches",
  "unsettled",
  "deadLetters",
  "engagementRows",
  "engagementLost",
  "engagementDuplicated",
  "tablesWrong",
  "outOfOrder",
  "overLimit",
  "restarts",
  "seconds"
})
public record Figures(
    int contacts,
    int changes,
    long calls,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean notCompared,
    int mismatches,
    int unsettled,
    int deadLetters,
    long engagementRows,
    long engagementLost,
    long engagementDuplicated,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long tablesWrong,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int outOfOrder,
    long overLimit,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int restarts,
    long seconds) {

  /** Whether everything is as it must be. */
  @JsonIgnore
  public boolean allRight() {
    return mismatches == 0
        && unsettled == 0
        && engagementLost == 0
        && engagementDuplicated == 0
        && tablesWrong == 0
        && outOfOrder == 0
        && overLimit == 0;
  }

  /** One line. */
  public String json() {
    try {
      return ContractJson.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of numbers is always JSON", e);
    }
  }
}
