/** CloudEvents in binary mode: attributes in headers, data in the value. */
@NullMarked
package io.m1bridge.kafka.event;

import org.jspecify.annotations.NullMarked;
