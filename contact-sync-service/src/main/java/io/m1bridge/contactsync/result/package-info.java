/** What the task publishes: results, dead letters, intents. */
@NullMarked
package io.m1bridge.contactsync.result;

import org.jspecify.annotations.NullMarked;
