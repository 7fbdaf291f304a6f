/** Alerts fire when their fault is there, and not before: real services, and a real Prometheus. */
@NullMarked
package io.m1bridge.systemtests.alerts;

import org.jspecify.annotations.NullMarked;
