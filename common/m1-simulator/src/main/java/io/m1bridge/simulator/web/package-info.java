/** The Quarkus shell: HTTP in, HTTP out, configuration, control API, pages. */
@NullMarked
package io.m1bridge.simulator.web;

import org.jspecify.annotations.NullMarked;
