package io.m1bridge.contactsync.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contactsync.view.SampleView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person is told before a button of the page does what is not easily undone. */
class CommandProposalTest {

  private static CommandProposal proposal(String action, @Nullable String contact) {
    return CommandProposal.of(SampleView.held("demo", 1_200, true), action, contact).orElseThrow();
  }

  @Test
  void shouldTellWhatCannotBeUndone() {
    assertThat(proposal("approve", null).says())
        .contains("1,200 contacts of demo are deleted in M1", "M1 cannot undo it");
    assertThat(proposal("reject", null).says()).contains("1,200 contacts", "delete-rejected");
    assertThat(proposal("forget", "c-1").says()).contains("c-1 of demo", "M1 cannot undo it");
    for (String action : List.of("retry", "repair", "reset-incarnation")) {
      assertThat(proposal(action, null).says()).contains("demo");
      assertThat(CommandProposal.isFor(action)).isTrue();
    }
    for (String action : List.of("approve", "reject", "forget")) {
      assertThat(CommandProposal.isFor(action)).isTrue();
    }
    for (String action : List.of("pause", "resume", "reconcile")) {
      assertThat(CommandProposal.isFor(action)).isFalse();
      assertThat(CommandProposal.of(SampleView.held("demo", 1, true), action, null))
          .as("undone as easily")
          .isEmpty();
    }
  }

  /** An owner of the version before writes what is sent to the action's own path at once. */
  @Test
  void shouldBeAskedForWhereNoEarlierVersionActs() throws IOException {
    Pattern form = Pattern.compile("action=\"/ui/accounts/[^/]+/([a-z-]+)(/proposal)?\"");
    List<String> asked = new ArrayList<>();
    for (String page : List.of("queue", "undelivered", "account")) {
      Path template = Path.of("src/main/resources/templates", page + ".html");
      Matcher forms = form.matcher(Files.readString(template));
      while (forms.find()) {
        assertThat(forms.group(2) != null)
            .as(forms.group())
            .isEqualTo(CommandProposal.isFor(forms.group(1)));
        asked.add(forms.group(1));
      }
    }
    assertThat(asked)
        .contains("approve", "reject", "forget", "retry", "repair", "reset-incarnation", "pause");
  }

  @Test
  void shouldNotDeleteManyMoreThanWereTold() {
    CommandProposal told = proposal("approve", null);

    assertThat(told.isAsTold(SampleView.held("demo", 1_320, true))).isTrue();
    assertThat(told.isAsTold(SampleView.held("demo", 1_321, true))).isFalse();
    assertThat(told.isAsTold(SampleView.held("demo", 3, true))).isTrue();
    assertThat(proposal("retry", null).isAsTold(SampleView.held("demo", 9_999, true))).isTrue();
  }

  @Test
  void shouldNotNameAPersonInALog() {
    assertThat(proposal("forget", "c-1").toString()).doesNotContain("c-1");
  }
}
