package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A net below everything that is computed for one contact: a bug there costs that contact, not the
 * task, which would meet it again after every restart. What the stores throw is none of a contact's
 * business and goes through.
 */
public final class ContactNet {

  private static final Logger LOG = LoggerFactory.getLogger(ContactNet.class);

  private final ContactStore contacts;
  private final TaskMeter meter;

  public ContactNet(ContactStore contacts, TaskMeter meter) {
    this.contacts = contacts;
    this.meter = meter;
  }

  /** Computes something for a contact; empty if that failed, and the contact is rejected. */
  public <T> Optional<T> compute(ContactState before, Supplier<T> computation) {
    try {
      return Optional.of(computation.get());
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      reject(before, e.getClass().getName());
      return Optional.empty();
    }
  }

  /** A bug met this contact: it is rejected. */
  public void reject(ContactState before, String error) {
    contacts.apply(before, rejection(before, error));
  }

  /** What becomes of a contact that a bug met. */
  Transition rejection(ContactState before, String error) {
    LogLine.error(LOG)
        .with(LogKey.ACCOUNT_ID, before.account())
        .with(LogKey.FAILURE, error)
        .say("A contact is rejected for a bug");
    meter.internalError(error);
    return Outcomes.rejected(before, Rejection.internalError(error));
  }
}
