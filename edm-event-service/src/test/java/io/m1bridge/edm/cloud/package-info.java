/** M1's campaigns as a fake, with the answers that its page leaves open. */
@NullMarked
package io.m1bridge.edm.cloud;

import org.jspecify.annotations.NullMarked;
