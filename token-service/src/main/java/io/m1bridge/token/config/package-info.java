/** What an operator may say. */
@NullMarked
package io.m1bridge.token.config;

import org.jspecify.annotations.NullMarked;
