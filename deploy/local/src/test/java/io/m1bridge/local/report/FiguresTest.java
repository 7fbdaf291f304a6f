package io.m1bridge.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Figures RIGHT =
      new Figures(1, 2, 3, false, 0, 0, 6, 7, 0, 0, 0, 0, 0, 0, 11);

  @Test
  void shouldPrintExactlyThePromisedNames() {
    assertThat(RIGHT.json())
        .isEqualTo(
            "{\"contacts\":1,\"changes\":2,\"calls\":3,\"mismatches\":0,\"unsettled\":0,"
                + "\"deadLetters\":6,\"engagementRows\":7,\"engagementLost\":0,"
                + "\"engagementDuplicated\":0,\"overLimit\":0,\"seconds\":11}");
  }

  @Test
  void shouldBeRightOnlyIfEveryViolationIsZero() {
    assertThat(RIGHT.allRight()).isTrue();
    assertThat(new Figures(1, 2, 3, false, 1, 0, 6, 7, 0, 0, 0, 0, 0, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 1, 6, 7, 0, 0, 0, 0, 0, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 0, 6, 7, 1, 0, 0, 0, 0, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 0, 6, 7, 0, 1, 0, 0, 0, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 0, 6, 7, 0, 1, 0, 0, 0, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 0, 6, 7, 0, 0, 1, 0, 0, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 0, 6, 7, 0, 0, 0, 0, 1, 0, 11).allRight()).isFalse();
    assertThat(new Figures(1, 2, 3, false, 0, 0, 6, 7, 0, 0, 0, 1, 0, 0, 11).allRight()).isFalse();
  }

  @Test
  void shouldMarkInTheTableWhatIsWrong() {
    Figures wrong = new Figures(1, 2, 3, false, 4, 0, 6, 7, 0, 0, 0, 0, 0, 0, 11);
    assertThat(FigureTable.of(RIGHT, 20, 4_000, 0)).doesNotContain("(!)");
    assertThat(FigureTable.of(wrong, 20, 4_000, 0)).contains("4  (!)").contains("4000 per hour");
  }
}
