/** Asking the services, and what can go wrong with it. */
@NullMarked
package io.m1bridge.cli.http;

import org.jspecify.annotations.NullMarked;
