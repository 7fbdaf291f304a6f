package io.m1bridge.token.log;

import java.net.URI;

/** Who owns a partition. */
record PartitionOwner(String instance, URI address) {

  /** By offset, since a reader that starts again reads old ones again. */
  record Notice(long offset, PartitionOwner owner) {}
}
