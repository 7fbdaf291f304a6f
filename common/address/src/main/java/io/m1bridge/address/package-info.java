/** One reading of an email address for all services. */
@NullMarked
package io.m1bridge.address;

import org.jspecify.annotations.NullMarked;
