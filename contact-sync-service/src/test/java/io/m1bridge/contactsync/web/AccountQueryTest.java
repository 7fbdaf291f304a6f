package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.view.SampleView;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which cards the start page shows. */
class AccountQueryTest {

  private static final List<AccountView> ACCOUNTS =
      List.of(
          SampleView.counted("east", 5, 70),
          SampleView.counted("Beast", 5, 9),
          SampleView.counted("west", 5, 0));

  private static List<String> ids(String text, String health, String sort, String order) {
    return AccountQuery.of(text, health, sort, order).on(ACCOUNTS.stream()).stream()
        .map(AccountView::account)
        .toList();
  }

  @Test
  void shouldFindAndSort() {
    assertThat(ids("", "", "pending", "desc")).containsExactly("east", "Beast", "west");
    assertThat(ids("", "", "pending", "asc")).containsExactly("west", "Beast", "east");
    assertThat(ids("EAST", "", "account", "asc")).containsExactly("Beast", "east");
    assertThat(ids("", "healthy", "oldest", "desc")).hasSize(3);
    assertThat(ids("", "paused", "account", "asc")).isEmpty();
    assertThatThrownBy(() -> ids("", "", "name", "asc")).hasMessageContaining("no such order");
    assertThatThrownBy(() -> ids("", "fine", "account", "asc"))
        .hasMessageContaining("no such state");
  }

  @Test
  void shouldShowPages() {
    List<Integer> found = IntStream.rangeClosed(1, 5_000).boxed().toList();

    assertThat(Paged.of(found, 1, 20).rows()).hasSize(20).startsWith(1);
    assertThat(Paged.of(found, 250, 20).rows()).endsWith(5_000);
    assertThat(Paged.of(found, 250, 20).isBeforeAnother()).isFalse();
    assertThat(Paged.of(found, 9_999, 20).number()).isEqualTo(250);
    assertThat(Paged.of(found, -1, 20).number()).isEqualTo(1);
    assertThat(Paged.of(List.of(), 1, 20).pages()).isEqualTo(1);
    assertThat(AccountQuery.of("a b", "full", "calls", "desc").page(3))
        .isEqualTo("q=a+b&health=full&sort=calls&order=desc&page=3");
  }
}
