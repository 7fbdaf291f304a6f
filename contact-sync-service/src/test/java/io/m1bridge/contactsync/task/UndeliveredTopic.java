package io.m1bridge.contactsync.task;

import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Undelivered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reader of the compacted topic of undelivered contacts knows. */
final class UndeliveredTopic {

  private final Map<String, Undelivered> byContact = new TreeMap<>();
  private int records;

  void take(byte[] key, byte @Nullable [] value) {
    records++;
    String contact = new String(key, StandardCharsets.UTF_8);
    contact = contact.substring(contact.indexOf('/') + 1);
    if (value == null) {
      byContact.remove(contact);
      return;
    }
    try {
      byContact.put(contact, ContractJson.mapper().readValue(value, Undelivered.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is listed, by the contact's key. */
  Map<String, Undelivered> byContact() {
    return Map.copyOf(byContact);
  }

  /** State and reason of what is listed, by the contact's key. */
  Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    byContact.forEach((key, value) -> reasons.put(key, value.state() + " " + value.reason()));
    return reasons;
  }

  /** How many are listed, by state and reason. */
  Map<String, Long> counted() {
    return reasons().values().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** Records so far, tombstones included. */
  int records() {
    return records;
  }
}
