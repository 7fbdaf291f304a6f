/** Commands of people on their way to the owner of the account. */
@NullMarked
package io.m1bridge.owner.command;

import org.jspecify.annotations.NullMarked;
