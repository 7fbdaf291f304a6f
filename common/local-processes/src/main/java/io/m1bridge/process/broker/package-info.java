/** What runs inside the broker's child JVM; not for use by other modules. */
@NullMarked
package io.m1bridge.process.broker;

import org.jspecify.annotations.NullMarked;
