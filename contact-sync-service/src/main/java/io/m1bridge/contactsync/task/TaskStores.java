package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Original;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The stores of a sync task.
 *
 * @param originals open changes as they came
 * @param ledger everything else
 */
record TaskStores(
    KeyValueStore<String, ContactState> contacts,
    KeyValueStore<String, Original> originals,
    KeyValueStore<String, byte[]> ledger) {}
