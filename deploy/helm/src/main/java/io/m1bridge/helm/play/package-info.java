/** The chart's demo, started pod by pod by podman: what a cluster does beside that is done here. */
@NullMarked
package io.m1bridge.helm.play;

import org.jspecify.annotations.NullMarked;
