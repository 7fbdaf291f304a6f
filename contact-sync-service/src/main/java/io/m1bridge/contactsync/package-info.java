/** CRM changes become M1 contacts: how the service is put together. */
@NullMarked
package io.m1bridge.contactsync;

import org.jspecify.annotations.NullMarked;
