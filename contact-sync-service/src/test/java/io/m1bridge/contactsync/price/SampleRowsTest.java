package io.m1bridge.contactsync.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleRowsTest {

  @Test
  void shouldMakeAnObjectOfTextsOfEachRowOfACsv() throws Exception {
    assertThat(SampleRows.ofCsv("\uFEFFid,mail,note\r\n7,li@x.cn,\"a, \"\"b\"\"\"\r\n\r\n08,,\r\n"))
        .containsExactly(
            "{\"id\":\"7\",\"mail\":\"li@x.cn\",\"note\":\"a, \\\"b\\\"\"}",
            "{\"id\":\"08\",\"mail\":\"\",\"note\":\"\"}");
  }

  @Test
  void shouldSayWhereACsvIsNoneAndNothingThatStandsInIt() {
    assertThatThrownBy(() -> SampleRows.ofCsv("id,mail\n1,a@x.cn\n2,secret@x.cn,3,4\n"))
        .isInstanceOf(SampleRows.Unreadable.class)
        .hasMessageContaining("about row 2")
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldTakeLinesAsTheyAre() {
    assertThat(SampleRows.ofNdjson("\uFEFF{\"id\":1}\n\n{\"id\":2}"))
        .containsExactly("{\"id\":1}", "", "{\"id\":2}");
  }
}
