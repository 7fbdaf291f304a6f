package io.m1bridge.contactsync.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearLabelTest {

  @ParameterizedTest
  @CsvSource({
    "Levle, Level",
    "Levels, Level",
    "Leve, Level",
    "E-Mail 2, email 2",
    "customer_no, Customer No",
    "Custmer numbr, Customer number",
    "会员等别, 会员等级",
    "VIP, vip",
  })
  void shouldFindWhatMayBeMeant(String label, String known) {
    assertThat(NearLabel.of(label, List.of("Something else", known))).contains(known);
  }

  @ParameterizedTest
  @CsvSource({
    "Phone 2, Phone 1",
    "Address 10, Address 1",
    "VIP, Tier",
    "VIP, VAP",
    "积分, 积点",
    "City, Town",
    "Level, Lapel",
    "Credit, Currency",
    "Shop, Branch",
  })
  void shouldTakeLabelsForWhatTheyAre(String label, String known) {
    assertThat(NearLabel.of(label, List.of(known))).isEmpty();
  }

  @Test
  void shouldTakeTheNearest() {
    assertThat(NearLabel.of("Customer numbr", List.of("Custmer numbr", "Customer number", "")))
        .contains("Custmer numbr");
    assertThat(NearLabel.of("Level", List.of())).isEmpty();
  }
}
