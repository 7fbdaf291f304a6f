/** Many contacts into few calls: adds by group name, edits by header. */
@NullMarked
package io.m1bridge.contactsync.pack;

import org.jspecify.annotations.NullMarked;
