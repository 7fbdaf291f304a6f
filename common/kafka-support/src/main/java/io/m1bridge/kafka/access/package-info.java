/** What the brokers' ACLs must allow, asked before it is needed. */
@NullMarked
package io.m1bridge.kafka.access;

import org.jspecify.annotations.NullMarked;
