/**
 * The derived tables: a Kafka Streams application of its own, which reads {@code edm.engagement}
 * and can be rebuilt from it. Read {@link io.m1bridge.edm.table.TablesTopology} first.
 */
@NullMarked
package io.m1bridge.edm.table;

import org.jspecify.annotations.NullMarked;
