/** JSON over HTTP, as the launcher speaks it with the simulator and token-service. */
@NullMarked
package io.m1bridge.local.http;

import org.jspecify.annotations.NullMarked;
