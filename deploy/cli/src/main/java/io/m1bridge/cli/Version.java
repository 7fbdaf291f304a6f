package io.m1bridge.cli;

import picocli.CommandLine.IVersionProvider;

/** What the jar says of itself. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"m1bridge " + (version == null ? "(not packaged)" : version)};
  }
}
