/** What container images have beside the applications. */
@NullMarked
package io.m1bridge.images;

import org.jspecify.annotations.NullMarked;
