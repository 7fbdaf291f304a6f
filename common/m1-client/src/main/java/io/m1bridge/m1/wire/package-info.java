/**
 * What M1 takes and answers, as texts and JSON, without any network. One {@link
 * io.m1bridge.m1.wire.Endpoint} per call holds all that is to know of it; {@link
 * io.m1bridge.m1.wire.FormSize} tells how large it will be.
 */
@NullMarked
package io.m1bridge.m1.wire;

import org.jspecify.annotations.NullMarked;
