/** Where replicas ask the holder of the brake. */
@NullMarked
package io.m1bridge.token.brake.web;

import org.jspecify.annotations.NullMarked;
