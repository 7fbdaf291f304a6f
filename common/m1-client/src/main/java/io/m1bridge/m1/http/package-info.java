/**
 * M1 over HTTP. Start with {@link io.m1bridge.m1.http.M1Clients}, where all is put together; then
 * {@link io.m1bridge.m1.http.HttpM1Port}: {@link io.m1bridge.m1.wire.Endpoint} says what a call
 * sends, the {@link io.m1bridge.m1.http.Transport} carries it, {@link
 * io.m1bridge.m1.http.FailureReader} tells what the answer means.
 */
@NullMarked
package io.m1bridge.m1.http;

import org.jspecify.annotations.NullMarked;
