/** The contact database of one account: contacts, groups, tags and custom fields. */
@NullMarked
package io.m1bridge.simulator.contact;

import org.jspecify.annotations.NullMarked;
