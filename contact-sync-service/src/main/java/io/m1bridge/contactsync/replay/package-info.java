/** Dead letters: listed, and read again once what made them unreadable is mended. */
@NullMarked
package io.m1bridge.contactsync.replay;

import org.jspecify.annotations.NullMarked;
