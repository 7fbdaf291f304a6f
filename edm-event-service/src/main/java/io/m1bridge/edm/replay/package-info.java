/** Dead letters for people: listed, counted, given to their account's owner to be read again. */
@NullMarked
package io.m1bridge.edm.replay;

import org.jspecify.annotations.NullMarked;
