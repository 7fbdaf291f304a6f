package io.m1bridge.contactsync.write;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.store.InternalErrors;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * A net below everything that is computed for one contact: a bug there costs that contact, not the
 * task, which would meet it again after every restart. What the stores throw is none of a contact's
 * business and goes through.
 */
public final class ContactNet {

  private final ContactStore contacts;
  private final InternalErrors errors;

  public ContactNet(ContactStore contacts, InternalErrors errors) {
    this.contacts = contacts;
    this.errors = errors;
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
    contacts.apply(before, errors.rejection(before, error));
  }

  /** What becomes of a contact that a bug met. */
  Transition rejection(ContactState before, String error) {
    return errors.rejection(before, error);
  }
}
