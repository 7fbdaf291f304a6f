/** M1's custom properties: learned, created, missing. */
@NullMarked
package io.m1bridge.contactsync.property;

import org.jspecify.annotations.NullMarked;
