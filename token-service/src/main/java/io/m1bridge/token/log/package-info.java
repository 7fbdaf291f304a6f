/** The fenced log on the compacted state topic: who owns an account, and every commit. */
@NullMarked
package io.m1bridge.token.log;

import org.jspecify.annotations.NullMarked;
