/** Account status for the pages and metrics. */
@NullMarked
package io.m1bridge.contactsync.view;

import org.jspecify.annotations.NullMarked;
