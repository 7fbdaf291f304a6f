/** The account at M1, for people: what M1 has, changed and shown beside what we believe. */
@NullMarked
package io.m1bridge.contactsync.errand.web;

import org.jspecify.annotations.NullMarked;
