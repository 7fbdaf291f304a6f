package io.m1bridge.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngagementRowTest {

  /** Two rows, equal but for this; the events of both came with the spelling of the first. */
  @Test
  void shouldCompareTypesWithoutCaseAndBlanks() {
    assertThat(row("HARD_BOUNCE 2"))
        .isEqualTo(row("Hard_Bounce2"))
        .isNotEqualTo(row("hard_bounce3"));
  }

  @Test
  void shouldNameNobodyUnlessAsked() {
    assertThat(row("Open").toString()).doesNotContain("li@example.com");
    assertThat(row("Open").inFull()).contains("li@example.com");
  }

  private static EngagementRow row(String type) {
    return new EngagementRow(7, type, "li@example.com", "2026-11-28 01:59:56.0", "", "", "", "");
  }
}
