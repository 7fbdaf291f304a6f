/** Starting the demo without a cluster. */
@org.jspecify.annotations.NullMarked
package io.m1bridge.helm.play;
