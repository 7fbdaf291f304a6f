/**
 * REST of what the tasks of a Streams service own. Any replica is asked, the owner answers: read
 * {@link io.m1bridge.owner.web.Replicas} first.
 */
@NullMarked
package io.m1bridge.owner.web;

import org.jspecify.annotations.NullMarked;
