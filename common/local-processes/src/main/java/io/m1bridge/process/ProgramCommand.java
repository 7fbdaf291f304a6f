package io.m1bridge.process;

import java.util.List;
import java.util.Map;

/**
 * Any other program of this machine.
 *
 * @param name see {@link ChildCommand#name}
 * @param commandLine program and arguments, no secret among them
 */
public record ProgramCommand(String name, List<String> commandLine) implements ChildCommand {

  public ProgramCommand {
    commandLine = List.copyOf(commandLine);
  }

  @Override
  public Map<String, String> env() {
    return Map.of();
  }

  /** It leaves nothing. */
  @Override
  public void removeRest() {}
}
