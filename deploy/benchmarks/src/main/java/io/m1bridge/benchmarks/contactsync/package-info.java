/** Measurements of contact-sync-service. */
@NullMarked
package io.m1bridge.benchmarks.contactsync;

import org.jspecify.annotations.NullMarked;
