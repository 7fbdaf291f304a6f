package io.m1bridge.simulator.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BirthdaysTest {
  @Test
  void shouldReadThePagesFormInAndOutOfChinasSummerTime() throws BadRow {
    assertThat(Birthdays.day(Birthdays.fromJavaDate("Thu May 10 00:00:00 CDT 1990")))
        .hasToString("1990-05-10");
    assertThat(Birthdays.day(Birthdays.fromJavaDate("Tue May 10 00:00:00 CST 2022")))
        .hasToString("2022-05-10");
  }

  @Test
  void shouldLandOnTheDayBeforeWhenSummerTimeIsClaimedWhereThereWasNone() throws BadRow {
    assertThat(Birthdays.day(Birthdays.fromJavaDate("Tue May 10 00:00:00 CDT 2022")))
        .hasToString("2022-05-09");
  }

  @Test
  void shouldRefuseWrongWeekdaysOtherZonesAndOtherForms() {
    for (String text :
        new String[] {
          "Fri May 10 00:00:00 CDT 1990",
          "Thu May 10 00:00:00 PST 1990",
          "1990-05-10",
          "642268800000"
        }) {
      assertThatThrownBy(() -> Birthdays.fromJavaDate(text)).isInstanceOf(BadRow.class);
    }
  }
}
