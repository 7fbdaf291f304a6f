/** Dead letters for people: listed, counted, replayed. */
@NullMarked
package io.m1bridge.contactsync.replay.web;

import org.jspecify.annotations.NullMarked;
