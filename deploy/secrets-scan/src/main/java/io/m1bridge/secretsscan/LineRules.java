package io.m1bridge.secretsscan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must not stand in a line. */
final class LineRules {

  /**
   * M1's URLs carry secrets; so does the link to sign in that is printed for a person ({@code
   * /?token=}), which is not M1's.
   */
  private static final Pattern SECRET_IN_URL =
      Pattern.compile(
          "(?<!/)[?&](access_token|refresh_token|client_secret|token|code)=[A-Za-z0-9%._~+/-]{8,}");

  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,5}\\.[A-Za-z]{2,10}\\b");

  private final SecretIndex index;

  LineRules(SecretIndex index) {
    this.index = index;
  }

  /** What is wrong with a line, without repeating it. */
  List<String> problems(String line, LogFile.Kind kind) {
    List<String> problems = new ArrayList<>();
    TreeSet<String> secrets = index.find(line);
    if (kind == LogFile.Kind.TERMINAL) {
      secrets.remove("ui-token"); // the link by which its reader signs in
    }
    secrets.forEach(secret -> problems.add("a secret: " + secret));
    if (line.indexOf('=') >= 0 && SECRET_IN_URL.matcher(line).find()) {
      problems.add("a URL with a secret in it");
    }
    // Test reports name invented people in the names of tests.
    if (kind == LogFile.Kind.PROCESS && line.indexOf('@') >= 0 && EMAIL.matcher(line).find()) {
      problems.add("an email address");
    }
    return problems;
  }
}
