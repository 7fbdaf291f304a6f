package io.m1bridge.cli;

import picocli.CommandLine.Parameters;

/** Which contact a command is about. */
final class ContactParameters {

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its account.")
  private String account = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "Its key in the CRM.")
  private String key = "";

  String account() {
    return account;
  }

  String key() {
    return key;
  }
}
