package io.m1bridge.contactsync.mapping;

import java.util.List;

/** A mapping file cannot be used; the message has a line per problem, each with its place. */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MappingException(String file, List<String> problems) {
    super("The mapping " + file + " cannot be used:\n  " + String.join("\n  ", problems));
  }
}
