package io.m1bridge.edm.session;

import io.m1bridge.contracts.RowFingerprint;
import io.m1bridge.edm.engagement.RowCore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one pass, how often each stood on a page. It holds all of a list: most cores have one
 * row, so the rows of a core are a chain.
 */
final class SeenRows {

  private final Map<RowCore, Link> rows = new HashMap<>();

  private static final class Link {
    final RowFingerprint fingerprint;
    @Nullable Link next;
    int count;

    Link(RowFingerprint fingerprint) {
      this.fingerprint = fingerprint;
    }
  }

  /** How often it stood there. */
  int count(RowKey row) {
    Link link = find(row);
    return link == null ? 0 : link.count;
  }

  /** It stood there so many times more, or less. */
  void add(RowKey row, int times) {
    Link link = rows.computeIfAbsent(row.core(), core -> new Link(row.fingerprint()));
    while (!link.fingerprint.equals(row.fingerprint())) {
      if (link.next == null) {
        link.next = new Link(row.fingerprint());
      }
      link = link.next;
    }
    link.count += times;
  }

  /** How many rows of it stood there. */
  int listed(RowCore core) {
    int listed = 0;
    for (Link link = rows.get(core); link != null; link = link.next) {
      listed += link.count;
    }
    return listed;
  }

  /** Whether more than one row of it stood there, or one more than once. */
  boolean hasSeveral(RowCore core) {
    Link link = rows.get(core);
    return link != null && (link.next != null || link.count > 1);
  }

  private @Nullable Link find(RowKey row) {
    Link link = rows.get(row.core());
    while (link != null && !link.fingerprint.equals(row.fingerprint())) {
      link = link.next;
    }
    return link;
  }

  /** The rows of a core: how often each stood there; in the order in which they were seen. */
  Map<RowFingerprint, Integer> alike(RowCore core) {
    Map<RowFingerprint, Integer> alike = new LinkedHashMap<>();
    for (Link link = rows.get(core); link != null; link = link.next) {
      alike.put(link.fingerprint, link.count);
    }
    return alike;
  }
}
