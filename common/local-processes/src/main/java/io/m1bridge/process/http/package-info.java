/** What tools and tests ask services and the simulator over HTTP. */
@NullMarked
package io.m1bridge.process.http;

import org.jspecify.annotations.NullMarked;
