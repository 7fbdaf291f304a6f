package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.mapping.MappingReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics that changes are read from, and how each is read. */
public final class Sources {

  private final ChangeReader own;
  private final Map<String, ChangeReader> mapped;

  private Sources(ChangeReader own, Map<String, ChangeReader> mapped) {
    this.own = own;
    this.mapped = Map.copyOf(mapped);
  }

  /**
   * Our own form, and other topics by their mappings.
   *
   * @param mappings mapping files by topic
   * @throws MappingException if a file cannot be used
   */
  public static Sources of(IntakeSettings settings, Map<String, Path> mappings, Clock clock) {
    ContactRules rules = new ContactRules(settings, clock);
    Map<String, ChangeReader> mapped = new HashMap<>();
    mappings.forEach(
        (topic, file) -> mapped.put(topic, new MappedReader(MappingReader.read(file), rules)));
    return new Sources(new ChangeParser(settings, clock), mapped);
  }

  /** The topics that are read by a mapping. */
  public Set<String> mappedTopics() {
    return mapped.keySet();
  }

  /** All topics that changes are read from. */
  public List<String> topics(String own) {
    List<String> all = new ArrayList<>(mapped.keySet());
    if (!all.contains(own)) {
      all.add(own);
    }
    return all;
  }

  /** How records of a topic are read. */
  public ChangeReader reader(String topic) {
    return mapped.getOrDefault(topic, own);
  }
}
