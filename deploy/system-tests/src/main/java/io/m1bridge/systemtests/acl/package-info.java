/**
 * The services on a Kafka with users and an authorizer: which rights they need, and what they say
 * of missing ones, or where they are not let in.
 */
@NullMarked
package io.m1bridge.systemtests.acl;

import org.jspecify.annotations.NullMarked;
