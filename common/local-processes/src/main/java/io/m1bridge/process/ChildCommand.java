package io.m1bridge.process;

import java.util.List;
import java.util.Map;

/** How to start one child of {@link LocalProcesses}. */
public sealed interface ChildCommand permits JvmCommand, ContainerCommand, ProgramCommand {

  /** Unique within its {@link LocalProcesses}; also the log file's name. */
  String name();

  /** Laid over this process' environment; may hold secrets. */
  Map<String, String> env();

  /** Program and arguments. */
  List<String> commandLine();

  /** Removes what the end of an earlier process of this command may have left running. */
  void removeRest();
}
