package io.m1bridge.contactsync.task;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.property.CreationRules;
import io.m1bridge.contactsync.trace.ChangeTraces;
import java.time.Clock;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * What all sync tasks of a process work with.
 *
 * @param mayAdd whether the task of this partition may add contacts already
 * @param errands calls that people ask for
 * @param labels custom properties that mappings write
 * @param fields of M1's own that they write
 */
public record TaskEnvironment(
    AccountAccess access,
    Sender sender,
    TaskMeter meter,
    ChangeTraces traces,
    Clock clock,
    RandomGenerator random,
    IntPredicate mayAdd,
    Errands errands,
    List<MappedLabel> labels,
    List<MappedField> fields) {

  public TaskEnvironment {
    labels = List.copyOf(labels);
    fields = List.copyOf(fields);
  }

  /** Which properties a task makes; {@code allowed}: whether any. */
  CreationRules creations(boolean allowed) {
    return new CreationRules(allowed, labels);
  }
}
