package io.m1bridge.contactsync.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The buttons of two replicas' pages. */
final class ButtonsAnywhere {

  private final JsonHttp http = new JsonHttp();

  /** Told by the owner, whichever is asked; confirmed there once. The first of them waits. */
  String assertAskFirst(int left, int owner) throws IOException {
    List<String> told = new ArrayList<>();
    for (int port : List.of(left, owner, left)) {
      Answer answer = action(port, "forget/proposal", "contact=nobody-1");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      Matcher form =
          Pattern.compile("/ui/accounts/demo/(forget/[0-9a-f-]{36})").matcher(answer.body());
      assertThat(form.find()).as(answer.body()).isTrue();
      told.add(form.group(1));
    }
    Answer done = action(left, told.get(1), "");
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    assertThat(action(owner, told.get(1), "").status()).as("once").isEqualTo(404);
    return told.get(0);
  }

  /** What is not to be confirmed needs no owner; what was sent on to it may have been done. */
  void assertActWithoutTheOwner(int left, String told) throws IOException {
    Answer unsure = action(left, told, "");
    assertThat(unsure.status()).as(unsure.body()).isEqualTo(503);
    assertThat(unsure.body()).contains("it may have been done");
    assertThat(action(left, "forget/proposal", "contact=nobody-1").body())
        .contains("Ask again in a few seconds");
    for (String action : List.of("pause", "resume")) {
      Answer written = action(left, action, "");
      assertThat(written.status()).as(written.body()).isEqualTo(303);
    }
    Answer early = action(left, "approve", "");
    assertThat(early.status()).as("a page of the version before").isEqualTo(307);
    assertThat(early.location().getPath()).isEqualTo("/ui/accounts/demo/approve/proposal");
  }

  /** The keys that are searched for stand in the form. */
  void assertFindAtAny(int one, int other) throws IOException {
    for (int port : List.of(one, other)) {
      Answer found = form(port, "/accounts/demo/undelivered", "q=broken-1&sort=since&page=1");
      assertThat(found.status()).as(found.body()).isEqualTo(200);
      assertThat(found.body())
          .contains("broken-1", "value=\"broken-1\"")
          .doesNotContain("broken-2", "q=broken");
    }
    Answer stranger =
        http.post(URI.create("http://127.0.0.1:" + one + "/accounts/demo/undelivered"))
            .form("q=broken-1")
            .answer();
    assertThat(stranger.body()).as("without signing in").doesNotContain("broken-1");
  }

  private Answer action(int port, String action, String fields) throws IOException {
    return form(port, "/ui/accounts/demo/" + action, fields);
  }

  private Answer form(int port, String path, String fields) throws IOException {
    return http.post(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "token " + SyncWorld.UI_TOKEN)
        .header("Accept", "text/html")
        .form(fields)
        .answer();
  }
}
