/**
 * {@code ./run}: Kafka, the simulator and the three services as processes on one machine, fed with
 * CRM changes and campaigns, checked in the end. Read {@link io.m1bridge.local.LocalRun} first.
 */
@NullMarked
package io.m1bridge.local;

import org.jspecify.annotations.NullMarked;
