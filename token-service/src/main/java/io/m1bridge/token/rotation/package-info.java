/** Keys grow old: who is protected by which, and how records come under the primary one. */
@NullMarked
package io.m1bridge.token.rotation;

import org.jspecify.annotations.NullMarked;
