package io.m1bridge.contactsync.source;

import io.m1bridge.contactsync.avro.AvroRecords;
import io.m1bridge.contactsync.avro.Schemas;
import io.m1bridge.contactsync.change.BadChange;
import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.ContactRules;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.KeyFormat;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.contact.Identities;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.mapping.MappedIdentities;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contactsync.mapping.Mapping;
import io.m1bridge.contactsync.mapping.MappingException;
import io.m1bridge.contactsync.mapping.MappingReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The topics that changes are read from, and how each is read. */
public final class Sources {

  private final Source own;
  private final Map<String, Source> mapped;
  private final AvroRecords avro;
  private final ContactRules rules;
  private final Identities identities;

  private Sources(
      Source own,
      Map<String, Source> mapped,
      AvroRecords avro,
      ContactRules rules,
      Identities identities) {
    this.own = own;
    this.mapped = Map.copyOf(mapped);
    this.avro = avro;
    this.rules = rules;
    this.identities = identities;
  }

  /**
   * A topic.
   *
   * @param jsonKeys whether its keys are JSON, or Avro that becomes it; any other may begin with a
   *     zero byte as well
   * @param labels of custom properties that its mapping writes
   * @param fields of M1's own that it writes
   */
  private record Source(
      ChangeReader reader, boolean jsonKeys, List<MappedLabel> labels, List<MappedField> fields) {}

  /** Our own form, and other topics by their mappings, without a schema registry. */
  public static Sources of(IntakeSettings settings, Map<String, Path> mappings, Clock clock) {
    return of(settings, mappings, Schemas.none(), clock);
  }

  /**
   * Our own form, and other topics by their mappings.
   *
   * @param mappings mapping files by topic
   * @param schemas of records in Avro
   * @throws MappingException if a file cannot be used
   */
  public static Sources of(
      IntakeSettings settings, Map<String, Path> mappings, Schemas schemas, Clock clock) {
    Map<String, Mapping> read = new HashMap<>();
    Map<String, Mapping> byFile = new HashMap<>();
    Map<String, List<MappedLabel>> labels = new HashMap<>();
    Map<String, List<MappedField>> fields = new HashMap<>();
    mappings.forEach(
        (topic, file) -> {
          Mapping mapping = MappingReader.read(file);
          read.put(topic, mapping);
          byFile.put(file.toString(), mapping);
          String name = String.valueOf(file.getFileName());
          labels.put(topic, MappedLabel.of(name, mapping, settings.defaultAccount()));
          fields.put(topic, MappedField.of(name, mapping, settings.defaultAccount()));
        });
    Identities identities = MappedIdentities.of(byFile, settings.defaultAccount());
    ContactRules rules = new ContactRules(settings, identities, clock);
    Map<String, Source> mapped = new HashMap<>();
    read.forEach(
        (topic, mapping) ->
            mapped.put(
                topic,
                new Source(
                    new MappedReader(mapping, rules),
                    mapping.keyFormat() == null,
                    labels.getOrDefault(topic, List.of()),
                    fields.getOrDefault(topic, List.of()))));
    Source own =
        new Source(
            new ChangeParser(settings, rules),
            settings.keyFormat() == KeyFormat.JSON,
            List.of(),
            List.of());
    return new Sources(own, mapped, new AvroRecords(schemas), rules, identities);
  }

  /** What contacts are known by. */
  public Identities identities() {
    return identities;
  }

  /** The topics that are read by a mapping. */
  public Set<String> mappedTopics() {
    return mapped.keySet();
  }

  /** Labels of custom properties that the mapping of each topic writes. */
  public Map<String, Set<String>> mappedLabels() {
    return mapped.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    entry.getValue().labels().stream()
                        .map(MappedLabel::label)
                        .collect(Collectors.toSet())));
  }

  /** Custom properties that mappings write. */
  public List<MappedLabel> labels() {
    return mapped.values().stream().flatMap(source -> source.labels().stream()).toList();
  }

  /** Fields of M1's own that mappings write. */
  public List<MappedField> fields() {
    return mapped.values().stream().flatMap(source -> source.fields().stream()).toList();
  }

  /** All topics that changes are read from. */
  public List<String> topics(String own) {
    List<String> all = new ArrayList<>(mapped.keySet());
    if (!all.contains(own)) {
      all.add(own);
    }
    return all;
  }

  /** How records of a topic are read, once they are JSON. */
  public ChangeReader reader(String topic) {
    return source(topic).reader();
  }

  private Source source(String topic) {
    return mapped.getOrDefault(topic, own);
  }

  /** Whether a record can be read now, without waiting for a schema. */
  public boolean isReadable(ConsumerRecord<byte[], byte[]> record) {
    return avro.isReadable(record.value())
        && (!source(record.topic()).jsonKeys() || avro.isReadable(record.key()));
  }

  /**
   * Reads a record so far as it takes to bring it to the owner of its contact.
   *
   * @throws io.m1bridge.contactsync.avro.SchemaPending if the registry does not answer: nothing is
   *     known of the record then
   */
  public Incoming incoming(
      String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    Source source = source(topic);
    try {
      // As it came: what it becomes is measured again by the reader.
      rules.checkSize(key, value, headers);
      byte[] readKey = source.jsonKeys() ? avro.json(key, "The record key") : key;
      byte[] readValue = avro.json(value, "The value");
      ChangeReader reader = source.reader();
      byte[] left = reader.left(readKey, readValue, headers);
      return new Incoming(
          readKey,
          readValue,
          reader.contact(readKey, readValue, headers),
          left == null
              ? null
              : new Incoming(readKey, left, reader.contact(readKey, left, headers)));
    } catch (BadChange e) {
      return new Incoming(key, value, new Parsed.Invalid<>(e.problem()));
    }
  }
}
